"""Questions people really ask."""

from wagtail import blocks

from cms.blocks.meta import GROUP_HELP, PREVIEW


class QuestionBlock(blocks.StructBlock):
    """One question and its answer."""

    q = blocks.CharBlock(label="Pregunta")
    a = blocks.TextBlock(label="Respuesta")

    class Meta:
        label = "Pregunta"
        icon = "help"


class FaqBlock(blocks.StructBlock):
    """Several questions, each opened by whoever has it."""

    title = blocks.CharBlock(label="Título", required=False)
    items = blocks.ListBlock(QuestionBlock(), label="Preguntas", min_num=1)

    class Meta:
        label = "Preguntas frecuentes"
        icon = "help"
        group = GROUP_HELP
        template = "cms/blocks/faq.html"
        preview_template = PREVIEW
        preview_value = {
            "title": "Lo que más nos preguntáis",
            "items": [
                {"q": "¿Puedo negarme a registrar algo?", "a": "No. Se anota lo que traen."},
                {"q": "¿Y si no es asunto nuestro?", "a": "Se anota y se manda a quien toca."},
            ],
        }
        description = "Preguntas que la gente hace de verdad, con respuestas de una o dos frases."
