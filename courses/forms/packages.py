"""What an editor sends to bring a package."""

from typing import Any, Final

from django import forms

from courses.scorm.limits import MAX_FILES, MAX_TOTAL

MEGAS: Final = MAX_TOTAL // (1024 * 1024)


class PackageForm(forms.Form):
    """A zip, and a name for it if its own does not do."""

    file = forms.FileField(
        label="Fichero",
        help_text=(
            f"Un zip de SCORM 1.2 o SCORM 2004. Hasta {MEGAS} MB, también al descomprimirlo, "
            f"y hasta {MAX_FILES} ficheros."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".zip"}),
    )
    title = forms.CharField(
        label="Título",
        required=False,
        max_length=200,
        help_text="Si lo dejas en blanco, el que trae el paquete.",
    )

    def clean_file(self) -> Any:
        """Refuse by its size before reading it."""
        if self.cleaned_data["file"].size > MAX_TOTAL:
            raise forms.ValidationError(f"El fichero pasa de {MEGAS} MB.")
        return self.cleaned_data["file"]
