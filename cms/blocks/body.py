"""The body of a page."""

from wagtail import blocks


class BodyBlock(blocks.StreamBlock):
    """Everything an editor can put in a page."""

    heading = blocks.CharBlock(label="Título de apartado")
    paragraph = blocks.RichTextBlock(label="Texto")

    class Meta:
        label = "Contenido"
