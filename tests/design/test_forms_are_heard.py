"""Whoever does not see the form hears which field it is, what it asks and what is wrong."""

from datetime import date
from html.parser import HTMLParser

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates

from config.ui.pieces import errors_of
from config.ui.samples import SampleForm
from config.ui.widgets import DayMonthYear


class Elements(HTMLParser):
    """Keeps every start tag with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def ids(self) -> set[str | None]:
        return {attrs.get("id") for _, attrs in self.found}

    def controls(self) -> list[dict[str, str | None]]:
        return [
            a for tag, a in self.found if tag in ("input", "select", "textarea") and a.get("type") != "hidden"
        ]


def rendered(form: forms.Form) -> Elements:
    return Elements(str(form))


def unlabelled(page: Elements) -> list[str | None]:
    labelled = {attrs.get("for") for tag, attrs in page.found if tag == "label"}
    return [control.get("id") for control in page.controls() if control.get("id") not in labelled]


def dangling(page: Elements) -> list[str]:
    said = [name for _, attrs in page.found for name in (attrs.get("aria-describedby") or "").split()]
    return [name for name in said if name not in page.ids()]


@pytest.mark.parametrize("data", [None, {}], ids=["empty", "with errors"])
def test_every_control_has_a_label(data):
    assert unlabelled(rendered(SampleForm(data))) == []


@pytest.mark.parametrize("data", [None, {}], ids=["empty", "with errors"])
def test_every_description_said_exists(data):
    assert dangling(rendered(SampleForm(data))) == []


def test_a_wrong_field_says_so_and_points_to_its_error():
    page = rendered(SampleForm({}))
    title = next(control for control in page.controls() if control.get("name") == "title")

    assert (title["aria-invalid"], title["aria-describedby"]) == ("true", "id_title_helptext id_title_error")


def test_a_right_field_is_not_called_wrong():
    page = rendered(SampleForm({"title": "Alta en el padrón"}))
    title = next(control for control in page.controls() if control.get("name") == "title")

    assert "aria-invalid" not in title


def test_a_list_of_choices_is_a_group_that_says_its_error():
    page = rendered(SampleForm({}))
    groups = [attrs.get("aria-describedby") for tag, attrs in page.found if tag == "fieldset"]

    assert groups == ["id_how_helptext id_how_error", "id_topics_error", "id_starts_helptext id_starts_error"]


class Turn(forms.Form):
    how = forms.ChoiceField(label="Turno", choices=[("m", "Mañana")], widget=forms.RadioSelect)


def test_a_form_without_our_renderer_would_be_found():
    ours, plain = (Elements(str(form)) for form in (Turn({}), Turn({}, renderer=DjangoTemplates())))

    marked = [
        [attrs for _, attrs in page.found if attrs.get("class") == "govuk-error-message"]
        for page in (ours, plain)
    ]

    assert [len(found) for found in marked] == [1, 0]


def test_the_summary_names_each_field_and_lands_on_its_first_control():
    form = SampleForm({})
    page = rendered(form)

    listed = [(error["target"], error["message"].split(":")[0]) for error in errors_of(form)]

    assert [target for target, _ in listed if target not in page.ids()] == []
    assert [name for _, name in listed] == [
        "Asunto",
        "Puesto",
        "Cómo prefieres la clase",
        "De qué quieres saber más",
        "Desde qué día",
        "Documento",
        "He leído cómo se tratan mis datos",
    ]


class Day(forms.Form):
    when = forms.DateField(label="Día", widget=DayMonthYear)


def test_a_date_is_asked_in_three_boxes():
    form = Day({"when_day": "5", "when_month": "10", "when_year": "2026"})

    assert form.is_valid()
    assert form.cleaned_data["when"] == date(2026, 10, 5)


def test_a_day_that_does_not_exist_is_refused_and_kept_as_typed():
    form = Day({"when_day": "31", "when_month": "2", "when_year": "2026"})

    typed = [control.get("value") for control in rendered(form).controls()]

    assert not form.is_valid()
    assert typed == ["31", "02", "2026"]


def test_no_day_at_all_is_a_missing_field():
    assert (
        Day({"when_day": "", "when_month": "", "when_year": ""}).errors.as_data()["when"][0].code
        == "required"
    )
