"""Accessible forms everywhere: one renderer, one template for every field."""

from typing import Any

from django import forms
from django.forms import BoundField
from django.forms.boundfield import BoundWidget
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import SafeString

from config.ui.widgets import DayMonthYear

SHAPES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.Textarea, "govuk-textarea"),
    (forms.CheckboxSelectMultiple, "govuk-checkboxes"),
    (forms.RadioSelect, "govuk-radios"),
    (forms.Select, "govuk-select"),
    (forms.CheckboxInput, "govuk-checkboxes__input"),
    (forms.FileInput, "govuk-file-upload"),
)


class ConcejoRenderer(TemplatesSetting):
    """Renders forms and fields with the templates of `components/`."""

    form_template_name = "components/form/form.html"
    field_template_name = "components/field/field.html"


def shape_of(widget: forms.Widget) -> str:
    """Return the class of a control by its kind; RadioSelect goes before Select, its parent."""
    return next((name for kind, name in SHAPES if isinstance(widget, kind)), "govuk-input")


def kind_of(field: BoundField) -> str:
    """Return how a field is laid out: one box, a list of choices, or a control."""
    shape = shape_of(field.field.widget)
    if shape in ("govuk-checkboxes", "govuk-radios"):
        return "choices"
    return "checkbox" if shape == "govuk-checkboxes__input" else "control"


def control_of(field: BoundField) -> SafeString:
    """Render the control of a field with its classes; Django adds the ARIA attributes."""
    widget = field.field.widget
    if isinstance(widget, DayMonthYear):
        return field.as_widget()
    return field.as_widget(attrs=_attributes(field, widget))


def _attributes(field: BoundField, widget: forms.Widget) -> dict[str, Any]:
    shape = shape_of(widget)
    classes = [shape, str(widget.attrs.get("class", ""))]
    if field.errors:
        classes.append(f"{shape}--error")
    if widget.attrs.get("autocomplete") == "one-time-code":
        classes.append("govuk-input--code")
    found: dict[str, Any] = {"class": " ".join(filter(None, classes))}
    if "placeholder" in widget.attrs:
        # A placeholder that repeats the label vanishes when one types: the label is enough.
        found["placeholder"] = False
    return found


def choice_control(choice: BoundWidget) -> str:
    """Render one radio or box of a list, without the label Django would wrap around it."""
    choice.data["attrs"]["class"] = (
        "govuk-radios__input" if choice.data["type"] == "radio" else "govuk-checkboxes__input"
    )
    return choice.tag(wrap_label=False)
