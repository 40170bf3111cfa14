"""Packages made in the test: one of each edition, and pieces to spoil them with."""

import io
import zipfile
from pathlib import Path

SPACES = {
    "1.2": (
        'xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" '
        'xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"'
    ),
    "2004": (
        'xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" '
        'xmlns:adlseq="http://www.adlnet.org/xsd/adlseq_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss"'
    ),
}
ITEM = '<item identifier="i1" identifierref="r1"><title>Uno</title></item>'
SCO = '<resource identifier="r1" type="webcontent" adlcp:scormtype="sco" href="index.html"/>'


def manifest(  # noqa: PLR0913 (each is a piece of a manifest that some test spoils)
    *,
    version: str | None = "1.2",
    items: str = ITEM,
    resources: str = SCO,
    attributes: str = "",
    group: str = "",
    more: str = "",
    head: str = '<?xml version="1.0" encoding="UTF-8"?>',
    spaces: str | None = None,
) -> str:
    """A manifest with those items and resources."""
    names = spaces if spaces is not None else SPACES["1.2" if version == "1.2" else "2004"]
    declared = f"<schemaversion>{version}</schemaversion>" if version else ""
    return (
        f'{head}<manifest identifier="m" {names} {attributes}>'
        f"<metadata><schema>ADL SCORM</schema>{declared}</metadata>"
        f'<organizations default="o"><organization identifier="o"><title>Contratos</title>{items}'
        f"</organization></organizations><resources {group}>{resources}</resources>{more}</manifest>"
    )


def zipped(files: dict[str, str | bytes]) -> bytes:
    """A zip with those files."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return whole.getvalue()


def package(path: Path, text: str | bytes | None = None, *files: str) -> Path:
    """A zip on disk with a manifest and those files; `index.html` when none is said."""
    content: dict[str, str | bytes] = {"imsmanifest.xml": manifest() if text is None else text}
    content |= dict.fromkeys(files or ("index.html",), "<p>Hola</p>")
    whole = path / "paquete.zip"
    whole.write_bytes(zipped(content))
    return whole


def sco(identifier: str, href: str, *, more: str = "") -> str:
    """A resource to launch."""
    return (
        f'<resource identifier="{identifier}" type="webcontent" adlcp:scormtype="sco" href="{href}" {more}/>'
    )


def item(reference: str, inside: str = "", *, more: str = "") -> str:
    """An item that refers to a resource."""
    said = f'identifierref="{reference}"' if reference else ""
    return f'<item identifier="i-{reference}" {said} {more}><title>{reference}</title>{inside}</item>'


def for_standard(standard: str, version: str, **pieces: str) -> dict[str, str | bytes]:
    """The files of a small valid package of that standard and edition: two parts where it says so."""
    asked = (
        "<adlcp:masteryscore>60</adlcp:masteryscore><adlcp:datafromlms>tema=7</adlcp:datafromlms>"
        if standard == "1.2"
        else "<imsss:sequencing><imsss:objectives><imsss:primaryObjective objectiveID='p' "
        "satisfiedByMeasure='true'><imsss:minNormalizedMeasure>0.6</imsss:minNormalizedMeasure>"
        "</imsss:primaryObjective></imsss:objectives></imsss:sequencing>"
        "<adlcp:dataFromLMS>tema=7</adlcp:dataFromLMS>"
    )
    items = pieces.get("items") or (
        f'<item identifier="i1" identifierref="r1"><title>Uno</title>{asked}</item>'
    )
    text = manifest(version=version, items=items, **{k: v for k, v in pieces.items() if k == "resources"})
    return {"imsmanifest.xml": text, "index.html": "<p>Hola</p>", "media/video.mp4": bytes(range(256)) * 16}


def written_as(folder: Path, text: bytes, files: tuple[str, ...]) -> Path:
    """A zip on disk with a manifest written byte by byte, and those pages."""
    whole = folder / "paquete.zip"
    whole.write_bytes(zipped({"imsmanifest.xml": text, **dict.fromkeys(files, "<p>Hola</p>")}))
    return whole
