"""What a person types about certificates."""

from typing import Any

from django import forms

from courses.enums.certificates import CertificateKind

HELP = "Queda guardado con tu nombre. No sale en el certificado."


class ReasonForm(forms.Form):
    """Why an act on a certificate is done; asked first, and shown again before it is done."""

    reason = forms.CharField(
        label="Motivo", max_length=200, help_text=HELP, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean_reason(self) -> str:
        """Refuse only spaces."""
        reason: str = self.cleaned_data["reason"].strip()
        if not reason:
            raise forms.ValidationError("Escribe el motivo.")
        return reason


class KindForm(forms.Form):
    """Which certificate; without a word, that of attendance."""

    tipo = forms.ChoiceField(choices=CertificateKind.choices, required=False)

    @classmethod
    def kind_in(cls, sent: Any) -> CertificateKind:
        """Return the kind asked for; whatever cannot be read is attendance."""
        form = cls(sent)
        chosen = form.cleaned_data.get("tipo") if form.is_valid() else ""
        return CertificateKind(chosen or CertificateKind.ATTENDANCE)


class PaperForm(forms.Form):
    """The file of a certificate, to be looked at and forgotten."""

    paper = forms.FileField(
        label="Fichero del certificado",
        help_text="El PDF tal como se lo enviaron, de hasta 2 MB. No lo guardamos.",
        error_messages={"required": "Elija el fichero PDF del certificado."},
    )
