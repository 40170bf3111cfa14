"""Walks a Moodle XML file question by question; only one is held in memory at a time."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from courses.banks.items import Unreadable

DEEPEST: Final = 40


@dataclass(slots=True)
class Node:
    """One element, with the line where it begins."""

    tag: str
    attributes: dict[str, str]
    line: int
    parts: list[str] = field(default_factory=list)
    children: list["Node"] = field(default_factory=list)

    @property
    def words(self) -> str:
        """Return the text of the element itself."""
        return "".join(self.parts)

    def all(self, tag: str) -> list["Node"]:
        """Return its children of one name."""
        return [child for child in self.children if child.tag == tag]

    def one(self, tag: str) -> "Node":
        """Return its first child of one name; an empty one where it has none."""
        return next(iter(self.all(tag)), Node(tag, {}, self.line))

    def value(self, tag: str) -> str:
        """Return the text of a child, whether or not it is wrapped in `<text>`."""
        child = self.one(tag)
        return (child.one("text").words if child.all("text") else child.words).strip()


class _Walker:
    """What to do at each mark of the file."""

    def __init__(self, parser: expat.XMLParserType, take: Callable[[Node], None]) -> None:
        self.parser, self.take = parser, take
        self.open: list[Node] = []
        self.is_a_quiz = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if not self.open and tag != "quiz":
            raise Unreadable("no es un fichero de preguntas de Moodle: la raíz no es <quiz>")
        if len(self.open) >= DEEPEST:
            raise Unreadable(f"hay más de {DEEPEST} elementos uno dentro de otro")
        node = Node(tag, attributes, self.parser.CurrentLineNumber)
        # The quiz keeps nothing of its questions: each is given as it ends.
        if len(self.open) > 1:
            self.open[-1].children.append(node)
        self.open.append(node)

    def end(self, tag: str) -> None:
        node = self.open.pop()
        if len(self.open) == 1 and tag == "question":
            self.take(node)

    def data(self, text: str) -> None:
        # What a file embeds may be of many megabytes, and is not kept.
        if len(self.open) > 1 and self.open[-1].tag != "file":
            self.open[-1].parts.append(text)

    def doctype(self, *_: object) -> None:
        raise Unreadable("lleva DOCTYPE o entidades propias, que no se admiten")


def walk(text: str, take: Callable[[Node], None]) -> tuple[int, str]:
    """Give each `<question>` to `take`, in order; return where and why the file stopped, or (0, "")."""
    # The text is already decoded: what the file declares of its encoding no longer counts.
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    walker = _Walker(parser, take)
    parser.StartElementHandler, parser.EndElementHandler = walker.start, walker.end
    parser.CharacterDataHandler = walker.data
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = walker.doctype
    try:
        parser.Parse(text.encode("utf-8", "replace"), True)
    except Unreadable as refused:
        return parser.CurrentLineNumber, str(refused)
    except expat.ExpatError as wrong:
        return wrong.lineno, f"el XML está mal formado ({expat.ErrorString(wrong.code)})"
    return 0, ""
