"""A survey as a form: one field for each question, of its kind."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.html import escape

from courses.enums.surveys import SurveyQuestionKind
from courses.rules.surveys import LONGEST_TEXT, FrozenQuestion
from courses.services.surveys import version_of

STEPS = (
    *(("1", "1 · Muy mal"), ("2", "2 · Mal"), ("3", "3 · Regular")),
    *(("4", "4 · Bien"), ("5", "5 · Muy bien")),
)
YES_NO = (("si", "Sí"), ("no", "No"))
MISSING = "Falta tu respuesta"


class SurveyForm(forms.Form):
    """The questions of an edition; `version` says which, for they may change before the first answer."""

    version = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, questions: Sequence[FrozenQuestion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = version_of(questions)
        self.questions = questions
        for question in questions:
            self.fields[_name(question)] = MAKERS[question["kind"]](question)

    def answers(self) -> dict[str, Any]:
        """Return what was answered, as plain values; what was left blank is not there."""
        typed = {each["key"]: _plain(each, self.cleaned_data[_name(each)]) for each in self.questions}
        return {key: value for key, value in typed.items() if value not in (None, "", [])}


def _name(question: FrozenQuestion) -> str:
    return f"pregunta-{question['key']}"


def _plain(question: FrozenQuestion, typed: Any) -> Any:
    match question["kind"]:
        case SurveyQuestionKind.SCALE:
            return int(typed) if typed else None
        case SurveyQuestionKind.YES_NO:
            return typed == "si" if typed else None
        case SurveyQuestionKind.ONE:
            return question["options"][int(typed)] if typed else None
        case SurveyQuestionKind.SEVERAL:
            return [question["options"][int(each)] for each in typed]
        case _:
            return typed.replace("\r\n", "\n").strip()


def _said(question: FrozenQuestion) -> dict[str, Any]:
    return {
        "label": question["text"],
        # The template trusts a help text; an editor wrote this one.
        "help_text": escape(question["help"]),
        "required": question["required"],
        "error_messages": {"required": MISSING},
    }


def _one_of(question: FrozenQuestion, choices: Sequence[tuple[str, str]]) -> forms.Field:
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **_said(question))


def _several_of(question: FrozenQuestion) -> forms.Field:
    choices, widget = _numbered(question), forms.CheckboxSelectMultiple
    return forms.MultipleChoiceField(choices=choices, widget=widget, **_said(question))


def _text(question: FrozenQuestion) -> forms.Field:
    box = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(widget=box, max_length=LONGEST_TEXT, **_said(question))


def _numbered(question: FrozenQuestion) -> list[tuple[str, str]]:
    return [(str(turn), option) for turn, option in enumerate(question["options"])]


MAKERS: Mapping[str, Callable[[FrozenQuestion], forms.Field]] = {
    SurveyQuestionKind.SCALE: lambda question: _one_of(question, STEPS),
    SurveyQuestionKind.YES_NO: lambda question: _one_of(question, YES_NO),
    SurveyQuestionKind.ONE: lambda question: _one_of(question, _numbered(question)),
    SurveyQuestionKind.SEVERAL: _several_of,
    SurveyQuestionKind.TEXT: _text,
}
