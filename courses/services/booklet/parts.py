"""Each block of a lesson as data for the paper. Words stay words; what is done elsewhere says where."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urljoin

from django.template.defaultfilters import filesizeformat

from cms.enums import NoteKind
from cms.rules import narrowest
from core.papers import qr_svg
from courses.services.booklet.pictures import drawn
from courses.services.booklet.richtext import read_rich_text

Part = dict[str, Any]
# More does not fit a page nor helps whoever reads it there: the rest is in the lesson.
MOST_ROWS: Final = 150
MOST_COLUMNS: Final = 8
MOST_SIGNS: Final = 600


@dataclass(frozen=True, slots=True)
class Place:
    """Where the lesson is read, and the site it is in."""

    base: str
    url: str
    # For whom the lesson is: a picture for fewer people stays out of a paper that all of them get.
    audience: str

    def whole(self, address: str) -> str:
        """Return an address with its site."""
        return urljoin(self.base, address)


def parts_of(block: Any, place: Place) -> list[Part]:
    """Return the parts of the paper that a block makes; of a kind not known here, where to find it."""
    make = MAKERS.get(block.block_type, _elsewhere("Una parte de esta lección se hace en su página"))
    return make(block.value, place)


def _heading(value: Any, place: Place) -> list[Part]:
    return [{"kind": "heading", "text": str(value)}]


def _paragraph(value: Any, place: Place) -> list[Part]:
    return read_rich_text(value.source, place.base)


def _quote(value: Any, place: Place) -> list[Part]:
    return [{"kind": "quote", "text": value["text"], "source": value["source"] or ""}]


def _steps(value: Any, place: Place) -> list[Part]:
    return [*_titled(value), {"kind": "numbered", "items": _items(value)}]


def _checklist(value: Any, place: Place) -> list[Part]:
    return [*_titled(value), {"kind": "boxes", "items": _items(value)}]


def _titled(value: Any) -> list[Part]:
    return [{"kind": "heading", "text": value["title"]}] if value["title"] else []


def _items(value: Any) -> list[list[Part]]:
    return [[{"text": str(item), "bold": False, "slanted": False, "link": ""}] for item in value["items"]]


def _note(value: Any, place: Place) -> list[Part]:
    said = NoteKind(value["kind"]).label
    return [{"kind": "note", "title": said, "text": value["text"], "source": value["source"] or ""}]


def _faq(value: Any, place: Place) -> list[Part]:
    pairs = [{"kind": "question", "text": item["q"], "answer": item["a"]} for item in value["items"]]
    return [*_titled(value), *pairs]


def _table(value: Any, place: Place) -> list[Part]:
    head = [str(column["heading"])[:MOST_SIGNS] for column in value.columns][:MOST_COLUMNS]
    every = value.row_data
    rows = [[str(cell or "")[:MOST_SIGNS] for cell in row["values"]][:MOST_COLUMNS] for row in every]
    missing = max(0, len(rows) - MOST_ROWS), max(0, len(value.columns) - MOST_COLUMNS)
    if not head:
        return []
    table = {"kind": "table", "caption": value.caption or "", "head": head, "rows": rows[:MOST_ROWS]}
    return [table, *_cut(missing, place)]


def _cut(missing: tuple[int, int], place: Place) -> list[Part]:
    rows, columns = missing
    if not rows and not columns:
        return []
    said = [f"{rows} filas"] * bool(rows) + [f"{columns} columnas"] * bool(columns)
    return [_box("La tabla sigue en la lección", f"Aquí faltan {' y '.join(said)}.", place.url)]


def _picture(value: Any, place: Place) -> list[Part]:
    image = value["image"]
    alternative = "" if image is None or image.decorative else image.contextual_alt_text
    data = drawn(image) if image is not None and _is_for_all_here(image, place) else None
    if data is None:
        return [_box(alternative or "Una imagen", "La imagen está en la página de la lección.", place.url)]
    caption = value["caption"] or ""
    return [{"kind": "picture", "data": data, "alternative": alternative or "", "caption": caption}]


def _is_for_all_here(image: Any, place: Place) -> bool:
    return narrowest(image.audience, place.audience) == place.audience


def _document(value: Any, place: Place) -> list[Part]:
    kept = value["document"]
    if kept is None:
        return []
    size = filesizeformat(kept.get_file_size() or 0)
    about = ". ".join(part for part in (f"Documento de {size}", value["text"]) if part)
    return [_box(kept.title, f"{about}.", place.whole(kept.url))]


def _video(value: Any, place: Place) -> list[Part]:
    url = value["link"] or place.url
    seen = {**_box(value["title"], f"Vídeo de {value['minutes']} min.", url), "transcript": ""}
    return [{**seen, "transcript": value["transcript"] or ""}]


def _live(value: Any, place: Place) -> list[Part]:
    said = "Se da en directo en cada edición. En la página de la lección está su fecha."
    return [_box(f"Clase en directo {value['number']}", _joined(value["text"], said), place.url)]


def _task(value: Any, place: Place) -> list[Part]:
    url = value["url"] or (place.whole(value["page"].url) if value["page"] else place.url)
    return [_box(value["title"], value["text"] or "", url)]


def _elsewhere(said: str) -> Callable[[Any, Place], list[Part]]:
    def box(value: Any, place: Place) -> list[Part]:
        text = value.get("text") if hasattr(value, "get") else ""
        return [_box(said, str(text or ""), place.url)]

    return box


def _joined(*sentences: str | None) -> str:
    return " ".join(sentence for sentence in sentences if sentence)


def _box(title: str, text: str, url: str) -> Part:
    return {"kind": "box", "title": title, "text": text, "url": url, "qr": qr_svg(url), "transcript": ""}


MAKERS: dict[str, Callable[[Any, Place], list[Part]]] = {
    "heading": _heading,
    "paragraph": _paragraph,
    "quote": _quote,
    "steps": _steps,
    "checklist": _checklist,
    "note": _note,
    "faq": _faq,
    "table": _table,
    "image": _picture,
    "document": _document,
    "video": _video,
    "live_session": _live,
    "task_link": _task,
    "quiz": _elsewhere("Cuestionario: se hace en la página de la lección"),
    "package": _elsewhere("Paquete: se abre en la página de la lección"),
}
