"""Text: headings, paragraphs, quotes."""

from wagtail import blocks

from cms.blocks.meta import GROUP_TEXT, PREVIEW

PARAGRAPH_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link", "h3"]


class HeadingBlock(blocks.CharBlock):
    """The title of a part of the page."""

    class Meta:
        label = "Título de apartado"
        icon = "title"
        group = GROUP_TEXT
        template = "cms/blocks/heading.html"
        preview_template = PREVIEW
        preview_value = "Qué se registra y qué no"
        description = "Parte la página en apartados. Di qué se encuentra debajo, en pocas palabras."


class ParagraphBlock(blocks.RichTextBlock):
    """Running text."""

    class Meta:
        label = "Texto"
        icon = "pilcrow"
        group = GROUP_TEXT
        template = "cms/blocks/paragraph.html"
        preview_template = PREVIEW
        preview_value = (
            "<p>Todo documento que llega al ayuntamiento se anota el mismo día. "
            "Si llega <b>fuera de horario</b>, cuenta como presentado el día hábil siguiente.</p>"
        )
        description = "Texto corrido. Una idea por párrafo y frases de menos de 25 palabras."


class QuoteBlock(blocks.StructBlock):
    """Words of somebody, with her name."""

    text = blocks.TextBlock(label="Lo que se dijo")
    source = blocks.CharBlock(label="Quién lo dijo", required=False)

    class Meta:
        label = "Cita"
        icon = "openquote"
        group = GROUP_TEXT
        template = "cms/blocks/quote.html"
        preview_template = PREVIEW
        preview_value = {
            "text": "Antes ponía «Instancia». Ahora pongo «Pide vado en la calle del Olmo, 7».",
            "source": "Secretaria de la Sierra Albar",
        }
        description = "Palabras de otra persona o de una norma, con quien las dijo."
