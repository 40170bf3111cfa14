"""What a manifest offers: title, items in order, and what is wrong with each."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from courses.scorm import addresses
from courses.scorm.refusal import PackageRefused
from courses.scorm.resources import Index, Resource, items_of, organization_of
from courses.scorm.xml import Node

MAX_ITEMS: Final = 2_000


@dataclass
class Contents:
    """Items with an address are in `launch` too, even when the file is missing."""

    title: str
    launch: list[str] = field(default_factory=list)
    items: list[dict[str, Any]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def contents_of(root: Node, base: str, names: frozenset[str]) -> Contents:
    """Everything that can be opened, from the default organization or else from the loose resources."""
    index = Index(root, base)
    organization = organization_of(root)
    contents = Contents(_title(root, organization))
    for item in items_of(root, index):
        if len(contents.items) == MAX_ITEMS:
            raise PackageRefused(f"El paquete tiene más de {MAX_ITEMS} partes.")
        _add(contents, item, index.resources.get(item.get("identifierref")), names)
    if not contents.items:
        for resource in _loose(index):
            _add(contents, Node("", "item", {}), resource, names)
    if not contents.launch and not contents.errors:
        contents.errors.append("El paquete no tiene ninguna parte que se pueda abrir.")
    return contents


def _loose(index: Index) -> list[Resource]:
    able = [resource for resource in index.resources.values() if resource.href]
    return [resource for resource in able if resource.kind == "sco"] or able[:1]


def _add(contents: Contents, item: Node, resource: Resource | None, names: frozenset[str]) -> None:
    said = _described(item, resource)
    contents.items.append(said)
    name = said["title"] or said["identifier"]
    if resource is None:
        contents.errors.append(f"«{name}» pide un recurso que no existe: «{item.get('identifierref')}».")
    elif not resource.href:
        contents.errors.append(f"«{name}» no dice qué fichero se abre.")
    else:
        _launch(contents, said, names)


def _launch(contents: Contents, said: dict[str, Any], names: frozenset[str]) -> None:
    try:
        address = addresses.inside(said["href"])
    except PackageRefused as refused:
        contents.errors.append(refused.reason)
        return
    said["href"] = address
    contents.launch.append(addresses.with_parameters(address, said["parameters"]))
    if addresses.file_of(address, names) is None:
        missing = f"Falta el fichero «{addresses.path_of(address)}», que el paquete quiere abrir."
        contents.errors += [] if missing in contents.errors else [missing]


def _described(item: Node, resource: Resource | None) -> dict[str, Any]:
    return {
        "identifier": item.get("identifier") or (resource.identifier if resource else ""),
        "title": _first(item, "title"),
        "href": resource.href if resource else "",
        "type": resource.kind if resource else "",
        "parameters": item.get("parameters"),
        "mastery_score": _mastery(item),
        "launch_data": _first(item, "datafromlms") or _first(item, "dataFromLMS"),
    }


def _mastery(item: Node) -> float | None:
    """What is needed to pass: of 100 in 1.2, from -1 to 1 in 2004."""
    said = _first(item, "masteryscore")
    for sequencing in item.named("sequencing"):
        for objectives in sequencing.named("objectives"):
            for primary in objectives.named("primaryObjective"):
                said = said or _first(primary, "minNormalizedMeasure")
    try:
        score = float(said)
    except ValueError:
        return None
    return score if -1 <= score <= 100 else None


def _title(root: Node, organization: Node | None) -> str:
    """That of the organization, else that of the metadata, in whichever language comes first."""
    if organization and _first(organization, "title"):
        return _first(organization, "title")
    found = (
        text
        for metadata in root.named("metadata")
        for lom in metadata.named("lom")
        for general in lom.named("general")
        for title in general.named("title")
        for text in _texts(title)
    )
    return next(found, "")


def _first(node: Node, name: str) -> str:
    return next((child.text for child in node.named(name) if child.text), "")


def _texts(node: Node) -> Iterator[str]:
    if node.text:
        yield node.text
    for child in node.children:
        yield from _texts(child)
