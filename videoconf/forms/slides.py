"""What who directs sends to bring slides: a PDF of hers, or one of those she is offered."""

from typing import Any, Final

from django import forms

from core.files.admission import Upload
from core.pdf import MOST_BYTES, MOST_PAGES
from videoconf.offering import Offered

MEGAS: Final = MOST_BYTES // (1024 * 1024)


class SlidesForm(forms.Form):
    """One of the two."""

    document = forms.ChoiceField(label="De los materiales del curso", required=False)
    file = forms.FileField(
        label="Un PDF tuyo",
        required=False,
        help_text=f"Hasta {MEGAS} MB y {MOST_PAGES} páginas, sin contraseña.",
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
    )

    def __init__(self, *args: Any, offered: list[Offered], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {one.ref: one for one in offered}
        choices = [("", "Ninguno"), *((one.ref, one.title) for one in offered)]
        self.fields["document"].choices = choices  # type: ignore[attr-defined]
        if not offered:
            del self.fields["document"]

    def clean(self) -> dict[str, Any]:
        """Ask for one, and for one alone."""
        typed = super().clean() or {}
        if not self.errors and bool(typed.get("document")) == bool(typed.get("file")):
            self.add_error("file", "Elige un PDF.")
        return typed

    def chosen(self) -> tuple[Upload, str, str]:
        """Return what was chosen: its bytes, its name as a file, and its title."""
        found = self.offered.get(self.cleaned_data.get("document", ""))
        if found is not None:
            opened: Any = found.open()
            return opened, (opened.name or "").rpartition("/")[2], found.title
        sent = self.cleaned_data["file"]
        return sent, sent.name, ""
