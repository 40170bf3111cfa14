"""A small tree of a manifest. No document type, no entity, no depth or length without limit."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, NoReturn
from xml.parsers import expat

from courses.scorm.refusal import PackageRefused

MAX_DEPTH: Final = 100
MAX_NODES: Final = 60_000
_BETWEEN: Final = "}"


@dataclass
class Node:
    """An element: its namespace apart from its name, since each edition has other namespaces."""

    space: str
    name: str
    attributes: dict[str, str]
    children: list["Node"] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    # At the root only: every namespace declared in the document, used or not.
    declared: list[str] = field(default_factory=list)

    def get(self, name: str) -> str:
        """An attribute by its local name, whatever its prefix and capitals: 1.2 and 2004 differ in both."""
        return self.attributes.get(name.casefold(), "").strip()

    def named(self, name: str) -> list["Node"]:
        """Children with that local name."""
        return [child for child in self.children if child.name == name]

    @property
    def text(self) -> str:
        return " ".join("".join(self.texts).split())


def parse(content: bytes) -> Node:
    """The root of the document, or the reason why it is not read."""
    # Counted first: a tree that is thrown away costs far more than counting what it would have had.
    size = _Size()
    _read(content, StartElementHandler=size.open, EndElementHandler=size.close)
    tree = _Tree()
    _read(
        content,
        StartNamespaceDeclHandler=tree.declare,
        StartElementHandler=tree.open,
        EndElementHandler=tree.close,
        CharacterDataHandler=tree.write,
    )
    tree.root.declared = tree.declared
    return tree.root


def _read(content: bytes, **handlers: Callable[..., object]) -> None:
    parser = expat.ParserCreate(namespace_separator=_BETWEEN)
    # Asked of the parser and not of the bytes: it has already undone the encoding, whichever it is.
    for event, act in {"StartDoctypeDeclHandler": _refuse, "EntityDeclHandler": _refuse, **handlers}.items():
        setattr(parser, event, act)
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        place = f"línea {error.lineno}, columna {error.offset + 1}"
        raise PackageRefused(f"El fichero imsmanifest.xml está mal formado ({place}).") from error
    except (LookupError, ValueError) as error:
        reason = "El fichero imsmanifest.xml usa una codificación que no se entiende."
        raise PackageRefused(reason) from error


def _refuse(*_said: object) -> NoReturn:
    raise PackageRefused(
        "El fichero imsmanifest.xml lleva una definición (DOCTYPE o ENTITY) que no se admite."
    )


class _Size:
    def __init__(self) -> None:
        self._nodes = self._depth = 0

    def open(self, _name: str, _attributes: dict[str, str]) -> None:
        self._nodes += 1
        self._depth += 1
        if self._depth > MAX_DEPTH or self._nodes > MAX_NODES:
            raise PackageRefused(
                "El fichero imsmanifest.xml tiene demasiados elementos, o demasiado anidados."
            )

    def close(self, _name: str) -> None:
        self._depth -= 1


class _Tree:
    def __init__(self) -> None:
        self.root = Node("", "", {})
        self._path: list[Node] = []
        self.declared: list[str] = []

    def declare(self, _prefix: str | None, space: str | None) -> None:
        self.declared.append(space or "")

    def open(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(_BETWEEN)
        short = {key.rpartition(_BETWEEN)[2].casefold(): value for key, value in attributes.items()}
        node = Node(space, local, short)
        if self._path:
            self._path[-1].children.append(node)
        else:
            self.root = node
        self._path.append(node)

    def close(self, _name: str) -> None:
        self._path.pop()

    def write(self, text: str) -> None:
        self._path[-1].texts.append(text)
