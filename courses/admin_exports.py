"""Lists of Wagtail's admin given as a file, in Spanish. That no cell acts is seen to in `cms.exports`."""

from datetime import datetime
from typing import Any

from django.utils.timezone import localtime
from wagtail_modeladmin.views import IndexView


class SafeExport(IndexView):
    """The list, whose file says what its page says."""

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        """Say a choice by its name and not by the word kept in the database."""
        row: dict[str, Any] = super().to_row_dict(item)
        named = {field: getattr(item, f"get_{field}_display", None) for field in row}
        return row | {field: say() for field, say in named.items() if say}

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        """Write moments by the clock of the province; a workbook has types of its own."""
        cell = super().preprocess_field_value(field, value, export_format)
        if export_format == self.FORMAT_CSV and isinstance(value, datetime):
            return f"{localtime(value):%d/%m/%Y %H:%M}"
        return cell


def whole(response: Any) -> Any:
    """Write the answer now: its rows are asked for lazily, and the scope ends with the view."""
    if response.streaming:
        response.streaming_content = list(response.streaming_content)
    return response.render() if hasattr(response, "render") else response
