"""What must not be missed: the law, a piece of advice, a warning."""

from typing import Any

from wagtail import blocks

from cms.blocks.meta import GROUP_HELP, PREVIEW
from cms.enums import NoteKind

TONES = {NoteKind.LAW: "encina", NoteKind.ADVICE: "trigo", NoteKind.WARNING: "teja"}


class NoteBlock(blocks.StructBlock):
    """A note that stands out, saying what it is in words and not only in colour."""

    kind = blocks.ChoiceBlock(label="Qué es", choices=NoteKind.choices, default=NoteKind.ADVICE)
    text = blocks.TextBlock(label="Texto")
    source = blocks.CharBlock(
        label="De dónde sale", required=False, help_text="La norma y el artículo, o quién lo aconseja."
    )

    class Meta:
        label = "Nota"
        icon = "warning"
        group = GROUP_HELP
        template = "cms/blocks/note.html"
        preview_template = PREVIEW
        preview_value = {
            "kind": NoteKind.LAW,
            "text": "El registro funciona todos los días del año, las veinticuatro horas.",
            "source": "Ley 39/2015, artículo 31.2",
        }
        description = "Lo que nadie debe pasar por alto. Una o dos por página: si todo destaca, nada destaca."

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add the words and the tone of its kind."""
        context: dict[str, Any] = super().get_context(value, parent_context)
        kind = NoteKind(value["kind"])
        return {**context, "kind_said": kind.label, "tone": TONES[kind]}
