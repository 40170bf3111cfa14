"""What an editor types of a question: its answers as GIFT writes them between braces, which read at once."""

from typing import Any

from django import forms

from courses.banks.gift import read_gift
from courses.banks.writing_gift import WRITERS
from courses.models import Question

HELP = (
    "Una por línea. Con «=» la buena y con «~» las demás; tras «#», un comentario. "
    "Varias buenas: «~%50%» en cada una. Verdadero o falso: TRUE o FALSE. Número: «#10:1», más o menos 1. "
    "Parejas: «=Padrón -> Habitantes». Ordenar: «>ALL» y debajo, en orden. Vacío: respuesta larga."
)
# What GIFT has no place for stays as it was, while the kind is the same.
ASIDE = {"short": "case", "essay": "lines"}


class QuestionForm(forms.ModelForm):  # type: ignore[type-arg]  # Django's forms are not generic at run time
    """One question, with its answers in one box."""

    answers = forms.CharField(
        label="Respuestas",
        required=False,
        strip=False,
        max_length=40_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=HELP,
    )

    class Meta:
        model = Question
        fields = ("title", "text", "answers", "bank", "feedback", "points")

    def __init__(self, *args: Any, for_user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.for_user = for_user
        known = self.instance
        if known.pk and known.kind in WRITERS:
            lines = WRITERS[known.kind](known.data).strip().splitlines()
            self.initial["answers"] = "\n".join(line.strip() for line in lines)

    def clean(self) -> dict[str, Any]:
        """Read the answers; say in the box what is wrong with them."""
        typed: dict[str, Any] = super().clean() or {}
        lines = [line.strip() for line in typed.get("answers", "").splitlines() if line.strip()]
        reading = read_gift("::x::x {" + "\n".join(lines) + "}")
        if reading.errors or len(reading.questions) != 1:
            said = reading.errors[0].reason if reading.errors else "no se entienden"
            self.add_error("answers", f"Las respuestas no se pueden leer: {said}.")
            return typed
        self._take(reading.questions[0].kind, reading.questions[0].data)
        return typed

    def add_error(self, field: Any, error: Any) -> None:
        """Say in the box of the answers what the question says of its data, unless it was said already."""
        told = dict(getattr(error, "error_dict", {}))
        reasons = told.pop("data", None)
        if reasons is None:
            super().add_error(field, error)
            return
        if not self.has_error("answers"):
            super().add_error("answers", reasons)
        if told:
            super().add_error(None, forms.ValidationError(told))

    def _take(self, kind: str, data: dict[str, Any]) -> None:
        name = ASIDE.get(kind)
        if name and kind == self.instance.kind and name in self.instance.data:
            data = {**data, name: self.instance.data[name]}
        self.instance.kind, self.instance.data = kind, data
