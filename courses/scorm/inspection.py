"""From a zip or a folder to a verdict. Whatever comes in, a verdict comes out."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from courses.scorm import kin, source, xml
from courses.scorm.edition import edition_of
from courses.scorm.limits import DAMAGED
from courses.scorm.manifest import contents_of
from courses.scorm.refusal import PackageRefused


@dataclass
class Inspection:
    """What a package says it is, what it opens, and everything wrong with it in Spanish."""

    standard: str = ""
    version: str = ""
    title: str = ""
    launch: list[str] = field(default_factory=list)
    items: list[dict[str, Any]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """It can be launched: nothing is wrong and there is something to open."""
        return bool(self.launch) and not self.errors

    def as_dict(self) -> dict[str, Any]:
        """The verdict as `inspect_package` prints it."""
        return {"ok": self.ok, **vars(self)}


def inspect(path: Path) -> Inspection:
    """Read the package at that path. It writes nothing and raises nothing."""
    verdict = Inspection()
    try:
        _fill(verdict, path)
    except PackageRefused as refused:
        verdict.errors.append(refused.reason)
    except DAMAGED:
        verdict.errors.append("El paquete está dañado o no se puede leer.")
    return verdict


def _fill(verdict: Inspection, path: Path) -> None:
    package = source.opened(path)
    manifest = kin.manifest_of(package.names)
    root = xml.parse(package.read(manifest))
    if root.name != "manifest":
        raise PackageRefused("El fichero imsmanifest.xml no contiene un manifiesto.")
    contents = contents_of(root, manifest.rpartition("/")[0], package.names)
    verdict.title, verdict.launch = contents.title, contents.launch
    verdict.items, verdict.errors = contents.items, contents.errors
    # Last, so that a package which hides its standard still says what it holds.
    verdict.standard, verdict.version = edition_of(root)
