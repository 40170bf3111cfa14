"""Which standard a manifest declares, or which its namespaces give away."""

import re
from collections.abc import Iterator
from typing import Final

from courses.scorm.refusal import PackageRefused
from courses.scorm.xml import Node

SCORM_12: Final = "SCORM 1.2"
SCORM_2004: Final = "SCORM 2004"
_IS_2004: Final = re.compile(r".*2004|(?:CAM|SCORM)?[\s_]*1\.3(?:\.\d)?$", re.I)
_IS_12: Final = re.compile(r"(?:SCORM|CAM)?[\s_]*1\.2$", re.I)


def edition_of(root: Node) -> tuple[str, str]:
    """The standard and the edition. What is declared wins; without it, the namespaces speak."""
    declared = _declared(root)
    if any("imsccv1p" in space.casefold() for space in root.declared):
        # It numbers its own versions 1.2 and 1.3 too.
        raise PackageRefused(
            "El paquete es IMS Common Cartridge, que no se admite. Expórtalo como SCORM 1.2 o SCORM 2004."
        )
    if _IS_2004.match(declared):
        return SCORM_2004, declared
    if _IS_12.match(declared):
        return SCORM_12, declared
    return _deduced(root)


def _declared(root: Node) -> str:
    said = (
        version.text for metadata in root.named("metadata") for version in metadata.named("schemaversion")
    )
    return next((text for text in said if text), "")


def _deduced(root: Node) -> tuple[str, str]:
    traces = " ".join((*root.declared, *_traces(root))).casefold()
    if "adlcp_v1p3" in traces or "adlseq_v1p3" in traces or "adlnav_v1p3" in traces:
        fourth = "sharedDataGlobalToSystem".casefold() in traces
        return SCORM_2004, "2004 4th Edition" if fourth else "2004"
    if "adlcp_rootv1p" in traces:
        return SCORM_12, "1.2"
    raise PackageRefused("El fichero imsmanifest.xml no dice que sea SCORM 1.2 ni SCORM 2004.")


def _traces(node: Node) -> Iterator[str]:
    yield node.get("schemaLocation")
    yield from node.attributes
    for child in node.children:
        yield from _traces(child)
