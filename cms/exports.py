"""Wagtail's own lists and reports given as CSV: no cell of them acts in a spreadsheet.

Wagtail writes its workbooks with every cell as text, and its CSV as it comes: a title that begins with «=»
would be a formula for whoever opens the report. Wagtail leaves that to the program that opens it (its issue
3466, its page on security); our town halls open it in a spreadsheet. Nothing can be set, and its reports fill
some cells past the value functions, so the one method that all of them go through is wrapped.
"""

from functools import wraps
from typing import Any

from wagtail.admin.views.mixins import SpreadsheetExportMixin

from core.spreadsheets import harmless


def make_exports_harmless() -> None:
    """Let each cell of a CSV through `harmless`; a workbook is left alone."""
    written = SpreadsheetExportMixin.preprocess_field_value

    @wraps(written)
    def preprocess_field_value(self: Any, field: str, value: Any, export_format: str) -> Any:
        cell = written(self, field, value, export_format)
        is_text = export_format == self.FORMAT_CSV and isinstance(cell, str)
        return harmless(cell) if is_text else cell

    SpreadsheetExportMixin.preprocess_field_value = preprocess_field_value
