"""Tables that a screen reader can follow and a phone can show."""

from typing import Any

from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

from cms.blocks.meta import GROUP_HELP, PREVIEW


def table_value(*, caption: str, header: list[str], rows: list[list[str]]) -> dict[str, Any]:
    """Return a table as the block keeps it."""
    return {
        "caption": caption,
        "columns": [{"type": "text", "heading": heading} for heading in header],
        "rows": [{"values": [str(cell) for cell in row]} for row in rows],
    }


class TableBlock(TypedTableBlock):
    """Rows named by their first cell, under named columns."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__([("text", blocks.CharBlock(label="Texto", required=False))], **kwargs)

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add the head and the rows as plain lists."""
        context: dict[str, Any] = super().get_context(value, parent_context)
        head = [column["heading"] for column in value.columns]
        rows = [[bound.value for bound in row] for row in value.rows]
        return {**context, "head": head, "rows": rows}

    def get_searchable_content(self, value: Any) -> list[str]:
        """Return the cells: people search for what a table says."""
        return [cell for row in value.row_data for cell in row["values"] if cell]

    class Meta:
        label = "Tabla"
        icon = "table"
        group = GROUP_HELP
        template = "cms/blocks/table.html"
        preview_template = PREVIEW
        preview_value = table_value(
            caption="Lo que llega una mañana cualquiera",
            header=["Qué llega", "¿Se anota?"],
            rows=[["Solicitud de licencia", "Sí"], ["Folleto de una casa de farolas", "No"]],
        )
        description = "Para comparar. Ponle título y cabeceras; la primera celda da nombre a la fila."
