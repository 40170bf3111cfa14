"""What a person types about assignments."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone

from courses.enums.assignments import LatePolicy
from courses.models import Assignment
from courses.plain_text import cleaned
from courses.services.assignments.delivering import LONGEST_TEXT
from courses.services.assignments.marking import LONGEST_COMMENT, LONGEST_REASON
from courses.services.assignments.setting import Terms
from courses.services.quizzes.marking import number

TYPED = "%Y-%m-%dT%H:%M"


class PlainText(forms.CharField):
    """Words without what cannot be seen: control characters and marks that turn the order of reading."""

    def to_python(self, value: Any) -> str:
        """Clean before anything else looks at it."""
        return cleaned(super().to_python(value) or "")


class Points(forms.Field):
    """A number of points, with comma or point."""

    def to_python(self, value: Any) -> Decimal | None:
        """Read it; what is no number is said so."""
        typed = str(value or "").strip()
        found = number(typed)
        if typed and found is None:
            raise forms.ValidationError("Escribe los puntos con cifras: 7 o 7,5.")
        return found


class ManyFiles(forms.FileInput):
    """The control that takes several files at once."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:
        """Return them all."""
        return list(files.getlist(name)) if hasattr(files, "getlist") else []


class Files(forms.FileField):
    """Several files, or none. What each one is, is asked by whoever takes them in."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Take them as they come: an empty one is refused with the others' faults."""
        return list(data or [])


class HandInForm(forms.Form):
    """A delivery."""

    text = PlainText(
        label="Tu respuesta",
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    # The class of forms takes its fields away: this one hides nothing of theirs.
    files = Files(label="Ficheros", required=False)  # type: ignore[assignment]

    def __init__(self, *args: Any, assignment: Assignment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        most = assignment.max_files
        if not most:
            del self.fields["files"]
            return
        how_many = "Un fichero" if most == 1 else f"Hasta {most} ficheros"
        kinds = "PDF, imagen o documento de texto, hoja o presentación"
        self.fields["files"].help_text = f"{how_many} de {assignment.max_megabytes} MB como mucho: {kinds}."
        if most > 1:
            self.fields["files"].widget.attrs["multiple"] = True


class AssignmentForm(forms.Form):
    """What is asked of a class."""

    title = PlainText(label="Título", max_length=120)
    instructions = PlainText(
        label="Qué hay que hacer",
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="Deja una línea en blanco entre párrafos. Las direcciones web se convierten en enlaces.",
    )
    opens_at = forms.DateTimeField(
        label="Se entrega desde", widget=forms.DateTimeInput({"type": "datetime-local"}, TYPED)
    )
    due_at = forms.DateTimeField(
        label="Se entrega hasta", widget=forms.DateTimeInput({"type": "datetime-local"}, TYPED)
    )
    late = forms.ChoiceField(
        label="Si llega tarde",
        choices=LatePolicy.choices,
        initial=LatePolicy.MARKED,
        widget=forms.RadioSelect,
    )
    max_points = Points(label="Puntos como máximo", initial="10")
    must_pass = forms.BooleanField(label="Hay que superarla", required=False)
    pass_points = Points(
        label="Puntos para superarla", required=False, help_text="Solo si hay que superarla."
    )
    max_files = forms.TypedChoiceField(
        label="Ficheros que se pueden entregar",
        coerce=int,
        initial=1,
        choices=[(0, "Ninguno, solo texto"), (1, "Uno"), (2, "Hasta dos"), (3, "Hasta tres")],
    )
    max_megabytes = forms.TypedChoiceField(
        label="Tamaño de cada fichero",
        coerce=int,
        initial=10,
        choices=[(size, f"Hasta {size} MB") for size in (2, 5, 10, 25)],
    )

    def terms(self) -> Terms:
        """Return what the verb takes."""
        typed = dict(self.cleaned_data)
        passing = typed.pop("pass_points") or Decimal(0)
        late = LatePolicy(typed.pop("late"))
        return Terms(**typed, late=late, pass_points=passing if typed["must_pass"] else Decimal(0))

    @staticmethod
    def typed_of(assignment: Assignment) -> dict[str, Any]:
        """Return what an assignment says, as it would be typed."""
        names = ("title", "instructions", "late", "must_pass", "max_files", "max_megabytes")
        said = {name: getattr(assignment, name) for name in names}
        dates = {name: timezone.localtime(getattr(assignment, name)) for name in ("opens_at", "due_at")}
        figures = {name: _comma(getattr(assignment, name)) for name in ("max_points", "pass_points")}
        return {**said, **dates, **figures}


class MarkForm(forms.Form):
    """What a delivery is worth."""

    points = Points(label="Puntos", widget=forms.TextInput(attrs={"inputmode": "decimal"}))
    comment = PlainText(
        label="Comentario para quien la hizo",
        required=False,
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    reason = PlainText(
        label="Por qué cambias la nota",
        max_length=LONGEST_REASON,
        help_text="La nota anterior queda guardada con su comentario.",
    )

    def __init__(self, *args: Any, corrects: bool, maximum: Decimal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["points"].help_text = f"De 0 a {_comma(maximum)}."
        if not corrects:
            del self.fields["reason"]


def _comma(value: Decimal) -> str:
    return f"{value.normalize():f}".replace(".", ",")
