"""Images, documents and videos: always ours, never brought from another site."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

from cms.blocks.meta import GROUP_FILES

MEDIA_PREVIEW = "cms/blocks/preview_media.html"
NO_TRANSCRIPT = "Pon la transcripción: hay quien no puede oír el vídeo y quien no tiene línea para verlo."


class PictureBlock(blocks.StructBlock):
    """An image with its description and, if needed, words under it."""

    image = ImageBlock(label="Imagen")
    caption = blocks.CharBlock(label="Pie", required=False)

    class Meta:
        label = "Imagen"
        icon = "image"
        group = GROUP_FILES
        template = "cms/blocks/picture.html"
        preview_template = MEDIA_PREVIEW
        preview_value = {"caption": "El registro de Villaseca, una mañana de octubre."}
        description = "Una imagen que ayuda a entender. Describe lo que enseña o di que es un adorno."


class DownloadBlock(blocks.StructBlock):
    """A document to take away, saying what it is and how much it weighs."""

    document = DocumentChooserBlock(label="Documento")
    text = blocks.CharBlock(label="Para qué sirve", required=False)

    class Meta:
        label = "Documento para descargar"
        icon = "doc-full"
        group = GROUP_FILES
        template = "cms/blocks/download.html"
        preview_template = MEDIA_PREVIEW
        preview_value = {"text": "Modelo de acta, para rellenar."}
        description = "Un fichero para llevarse. Se ve qué es y cuánto pesa antes de bajarlo."


class VideoBlock(blocks.StructBlock):
    """A video kept here, or a link to one; always with its transcript."""

    title = blocks.CharBlock(label="Título")
    file = DocumentChooserBlock(label="Vídeo guardado aquí", required=False)
    link = blocks.URLBlock(label="O enlace a otro sitio", required=False)
    minutes = blocks.IntegerBlock(label="Minutos", min_value=1)
    transcript = blocks.TextBlock(label="Transcripción", required=False)
    transcript_file = DocumentChooserBlock(label="O transcripción en un documento", required=False)

    def clean(self, value: Any) -> Any:
        """Ask for one place to see it and for a transcript."""
        cleaned = super().clean(value)
        errors = {}
        if bool(cleaned.get("file")) == bool(cleaned.get("link")):
            errors["file"] = ValidationError("Elige un vídeo de aquí o pon un enlace, una de las dos cosas.")
        if not (cleaned.get("transcript") or cleaned.get("transcript_file")):
            errors["transcript"] = ValidationError(NO_TRANSCRIPT)
        if errors:
            raise StructBlockValidationError(errors)
        return cleaned

    class Meta:
        label = "Vídeo"
        icon = "media"
        group = GROUP_FILES
        template = "cms/blocks/video.html"
        preview_template = MEDIA_PREVIEW
        preview_value = {"title": "Digitalizar a 200 puntos por pulgada", "minutes": 4}
        description = "Un vídeo nuestro o un enlace. Siempre con su transcripción."
