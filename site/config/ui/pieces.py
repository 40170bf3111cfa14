"""What a component needs beyond its arguments: one small function each, beside its template by name."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from django.forms import BaseForm, BoundField

from config.ui.dates import starts_said
from core.clock import now

Values = dict[str, Any]
TONES = 4
AN_HOUR = timedelta(hours=1)


def avatar(values: Values) -> Values:
    """Give the initial and a tone that is always the same for the same name."""
    name = str(values.get("name") or "?").strip()
    return {"initial": name[:1].upper(), "tone": sum(map(ord, name)) % TONES + 1}


def icon(values: Values) -> Values:
    """Give the file of an icon's two strokes, drawn on 24 by 24; the second one (s2) is wheat."""
    return {"strokes": f"components/icon/strokes/{values['name']}.svg"}


def illustration(values: Values) -> Values:
    """Give the file of a drawing."""
    return {"drawing": f"components/illustration/{values['name']}.svg"}


def people_picker(values: Values) -> Values:
    """Split each name: the button shows the first and says the whole."""
    cards = [(person, *person.name.partition(" ")[::2]) for person in values["people"]]
    return {"cards": cards}


def table(values: Values) -> Values:
    """Pair each cell with the head of its column, which travels with it on a phone."""
    return {"labelled": [list(zip(values["head"], row, strict=True)) for row in values["rows"]]}


def now_card(values: Values) -> Values:
    """Say when it starts, if it is something that starts; red and beating only when it is near."""
    starts = values["now"].starts_at
    if not starts:
        return {"status": ""}
    return {"status": starts_said(starts), "status_kind": "pulse" if starts - now() < AN_HOUR else "soon"}


def target_of(field: BoundField) -> str:
    """Return the id of the first control of a field, where the link of its error lands."""
    if field.id_for_label:
        return field.id_for_label
    controls = field.subwidgets
    return str(controls[0].id_for_label) if controls else field.auto_id or ""


def errors_of(form: BaseForm) -> Iterable[dict[str, str]]:
    """List what is wrong in a form: first what concerns it whole, then field by field."""
    for message in form.non_field_errors():
        yield {"target": "", "message": str(message)}
    for field in form:
        for message in map(str, field.errors):
            # Said with its label: "Este campo es obligatorio" alone does not tell which.
            named = f"{field.label}: {message[:1].lower()}{message[1:]}"
            yield {"target": "" if field.is_hidden else target_of(field), "message": named}


def error_summary(values: Values) -> Values:
    """List the errors once: a page that asks for the summary of the base page again gets nothing."""
    form = values["form"]
    if getattr(form, "summary_shown", False):
        return {"errors": []}
    form.summary_shown = True
    return {"errors": list(errors_of(form))}


PREPARED: dict[str, Callable[[Values], Values]] = {
    "avatar": avatar,
    "error_summary": error_summary,
    "icon": icon,
    "illustration": illustration,
    "now_card": now_card,
    "people_picker": people_picker,
    "table": table,
}
