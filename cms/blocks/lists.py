"""Things to do: steps in order, and what to check before going on."""

from wagtail import blocks

from cms.blocks.meta import GROUP_STEPS, PREVIEW


class StepsBlock(blocks.StructBlock):
    """What to do, in order."""

    title = blocks.CharBlock(label="Título", required=False)
    items = blocks.ListBlock(blocks.TextBlock(label="Paso"), label="Pasos", min_num=1)

    class Meta:
        label = "Pasos"
        icon = "list-ol"
        group = GROUP_STEPS
        template = "cms/blocks/steps.html"
        preview_template = PREVIEW
        preview_value = {
            "title": "Cómo se corrige un asiento",
            "items": ["Di qué estaba mal.", "Di qué es lo cierto.", "Di cómo lo sabes.", "Guarda."],
        }
        description = "Lo que hay que hacer, en orden. Cada paso empieza por un verbo."


class ChecklistBlock(blocks.StructBlock):
    """What has to be true before going on."""

    title = blocks.CharBlock(label="Título", required=False)
    items = blocks.ListBlock(blocks.CharBlock(label="Comprobación"), label="Comprobaciones", min_num=1)

    class Meta:
        label = "Lista de comprobación"
        icon = "tasks"
        group = GROUP_STEPS
        template = "cms/blocks/checklist.html"
        preview_template = PREVIEW
        preview_value = {
            "title": "Antes de cerrar el asiento",
            "items": ["El extracto empieza por un verbo.", "No hay datos íntimos en el extracto."],
        }
        description = "Lo que conviene mirar antes de seguir. Sirve también en papel."
