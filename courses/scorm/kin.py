"""Other kinds of package, known by their files and refused by their names."""

from collections.abc import Iterable
from typing import Final

from courses.scorm.refusal import PackageRefused

MANIFEST: Final = "imsmanifest.xml"
_BY_FILE: Final = {
    "cmi5.xml": "cmi5",
    "h5p.json": "H5P",
    "tincan.xml": "xAPI (Tin Can)",
    "moodle_backup.xml": "una copia de seguridad de Moodle",
}
_AICC: Final = (".crs", ".au", ".des", ".cst")
_NOISE: Final = ("__MACOSX/",)


def manifest_of(names: frozenset[str]) -> str:
    """The manifest at the root, or the only one a folder below: what zipping the folder itself produces."""
    found = [name for name in sorted(names) if _last(name) == MANIFEST and not name.startswith(_NOISE)]
    root = [name for name in found if "/" not in name]
    below = [name for name in found if name.count("/") == 1]
    if root:
        return MANIFEST if MANIFEST in root else root[0]
    if len(below) == 1:
        return below[0]
    raise PackageRefused(_why_not(names, several=len(below) > 1))


def _why_not(names: Iterable[str], *, several: bool) -> str:
    if several:
        return "Hay varios paquetes en el mismo zip. Sube cada uno por separado."
    shallow = [_last(name) for name in sorted(names) if name.count("/") <= 1 and not name.startswith(_NOISE)]
    if not shallow:
        return "El paquete no trae el fichero imsmanifest.xml." if names else "El paquete está vacío."
    for name in shallow:
        if name in _BY_FILE:
            return _other(_BY_FILE[name])
    if any(name.endswith(_AICC) for name in shallow):
        return _other("AICC")
    return "El paquete no trae el fichero imsmanifest.xml, así que no es SCORM."


def _other(kind: str) -> str:
    return f"El paquete es {kind}, que no se admite. Expórtalo como SCORM 1.2 o SCORM 2004."


def _last(name: str) -> str:
    return name.rpartition("/")[2].casefold()
