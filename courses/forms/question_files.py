"""What an editor sends to import questions."""

from typing import Any, Final
from uuid import uuid4

from django import forms
from django.core import signing

from courses.banks.reading import AUTO, read_bank

SALT: Final = "courses.questions.import"
AN_HOUR: Final = 3600
LARGEST: Final = 1_000_000
FORMATS: Final = (
    (AUTO, "El que tenga el fichero"),
    ("gift", "GIFT"),
    ("moodle_xml", "Moodle XML"),
    ("aiken", "Aiken"),
)


class QuestionFileForm(forms.Form):
    """A file, to be looked at first."""

    file = forms.FileField(label="Fichero", help_text="GIFT, Moodle XML o Aiken. Hasta 1 MB.")
    format = forms.ChoiceField(label="Formato", choices=FORMATS, initial=AUTO)
    bank = forms.CharField(
        label="Banco", required=False, max_length=100, help_text="Por ejemplo: Actas/Pleno"
    )

    def clean_file(self) -> Any:
        """Refuse what would not fit in the form that confirms."""
        if self.cleaned_data["file"].size > LARGEST:
            raise forms.ValidationError("El fichero pasa de 1 MB. Divídelo en varios.")
        return self.cleaned_data["file"]

    def looked_at(self) -> tuple[Any, "ConfirmForm"]:
        """Read the file; return what it has and the form that keeps it."""
        typed = self.cleaned_data
        raw = typed["file"].read()
        reading = read_bank(raw, typed["format"])
        shown = {
            "key": str(uuid4()),
            "raw": raw.decode("latin-1"),
            "format": typed["format"],
            "bank": typed["bank"],
            "name": typed["file"].name[:200],
        }
        return reading, ConfirmForm(initial={"shown": signing.dumps(shown, salt=SALT, compress=True)})


class ConfirmForm(forms.Form):
    """The file that was shown, signed, so that what is kept is what was looked at."""

    shown = forms.CharField(widget=forms.HiddenInput)

    def clean_shown(self) -> dict[str, str]:
        """Give back the file; refuse one that is old or not ours."""
        try:
            shown: dict[str, str] = signing.loads(self.cleaned_data["shown"], salt=SALT, max_age=AN_HOUR)
        except signing.BadSignature:
            raise forms.ValidationError("La revisión ha caducado. Sube otra vez el fichero.") from None
        return shown
