"""What a person types in the questions of an edition."""

from django import forms

from courses.forms.assignments import PlainText
from courses.services.forum.keeping_order import LONGEST_REASON
from courses.services.forum.writing import LONGEST, LONGEST_TITLE

HELP = "Texto corriente. Las direcciones web se convierten en enlaces. No pongas datos de vecinos."


def _words(label: str, *, rows: int = 6) -> PlainText:
    area = forms.Textarea(attrs={"rows": rows})
    return PlainText(label=label, max_length=LONGEST, help_text=HELP, widget=area)


class AnswerForm(forms.Form):
    """A message."""

    text = _words("Tu respuesta")


class ChangeForm(forms.Form):
    """The same, when it is written already: it may have been a question."""

    text = _words("Tu mensaje")


class QuestionForm(forms.Form):
    """A question: in a sentence, and then with all it needs."""

    title = PlainText(label="Tu pregunta, en una frase", max_length=LONGEST_TITLE)
    text = _words("Cuéntalo con detalle", rows=8)


class ReasonForm(forms.Form):
    """Why a message is hidden or erased."""

    reason = PlainText(
        label="Motivo",
        max_length=LONGEST_REASON,
        help_text="Si lo retiras, lo lee quien lo escribió. Queda guardado con tu nombre.",
    )
