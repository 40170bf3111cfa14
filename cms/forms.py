"""What is typed in a search, and the forms of the admin in which files come in."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from cms.services import check_document, clean_picture
from core.errors import Refused


class SearchForm(forms.Form):
    """One box."""

    q = forms.CharField(
        label="¿Qué buscas?",
        help_text="Escribe una o dos palabras, con acentos o sin ellos.",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )


class PictureField(WagtailImageField):
    """Wagtail's field, which in 8.0 lets Pillow's error out when a picture is cut short."""

    def to_python(self, data: Any) -> Any:
        """Refuse what cannot be opened, as any other file that is no picture."""
        try:
            return super().to_python(data)
        except (OSError, SyntaxError, ValueError) as error:
            raise ValidationError(self.error_messages["invalid_image"], code="invalid_image") from error


class ImageForm(BaseImageForm):
    """An image: Wagtail has checked that it is one and how many pixels it has."""

    file = PictureField(label="Fichero")

    def clean_file(self) -> Any:
        """Take out what the camera wrote."""
        upload = self.cleaned_data["file"]
        if "file" not in self.changed_data or not hasattr(upload, "image"):
            return upload
        cleaned = clean_picture(upload=upload)
        if cleaned is not upload:
            # Wagtail reads the size of the picture from the upload; keep what it found.
            cleaned.image = upload.image  # type: ignore[attr-defined]
        return cleaned


class DocumentForm(BaseDocumentForm):
    """A document: looked at by its bytes."""

    def clean_file(self) -> Any:
        """Refuse a document whose bytes are not what its name says."""
        upload = self.cleaned_data["file"]
        if "file" in self.changed_data:
            try:
                check_document(upload=upload)
            except Refused as refusal:
                raise ValidationError(refusal.reason) from refusal
        return upload
