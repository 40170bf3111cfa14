"""The resources and organizations of a manifest, and of the manifests inside it."""

from collections.abc import Iterator
from dataclasses import dataclass

from courses.scorm.addresses import joined
from courses.scorm.xml import Node


@dataclass(frozen=True)
class Resource:
    """Something that an item opens: its address from the root of the package, empty where it has none."""

    identifier: str
    href: str
    kind: str


class Index:
    """Everything that an item may refer to, by its identifier."""

    def __init__(self, root: Node, base: str) -> None:
        self.resources: dict[str, Resource] = {}
        self.manifests: dict[str, Node] = {}
        self._add(root, base)

    def _add(self, manifest: Node, base: str) -> None:
        here = joined(base, manifest.get("base"))
        for group in manifest.named("resources"):
            for node in group.named("resource"):
                resource = _resource(node, joined(here, group.get("base")))
                # The first one keeps the name: that of the outer manifest.
                self.resources.setdefault(resource.identifier, resource)
        for inner in manifest.named("manifest"):
            self.manifests.setdefault(inner.get("identifier"), inner)
            self._add(inner, here)


def _resource(node: Node, base: str) -> Resource:
    href = node.get("href")
    address = joined(base, node.get("base"), href) if href else ""
    return Resource(node.get("identifier"), address, node.get("scormtype").casefold() or "asset")


def organization_of(manifest: Node) -> Node | None:
    """The one declared as default; the first one where none answers to that name."""
    groups = manifest.named("organizations")
    found = [node for group in groups for node in group.named("organization")]
    wanted = {group.get("default") for group in groups} - {""}
    return next((node for node in found if node.get("identifier") in wanted), found[0] if found else None)


def items_of(manifest: Node, index: Index, above: tuple[str, ...] = ()) -> Iterator[Node]:
    """The items that refer to something, in order of reading; those of an inner manifest, in its place."""
    organization = organization_of(manifest)
    for item in _depth_first(organization) if organization else ():
        reference = item.get("identifierref")
        inner = index.manifests.get(reference)
        if inner is None or reference in index.resources:
            yield item
        elif reference not in above:
            yield from items_of(inner, index, (*above, reference))


def _depth_first(node: Node) -> Iterator[Node]:
    for item in node.named("item"):
        if item.get("identifierref"):
            yield item
        yield from _depth_first(item)
