"""A date asked as people write it: day, month, year."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

# Part, label, characters, what a browser may fill in for a date of birth.
PARTS = (("day", "Día", 2), ("month", "Mes", 2), ("year", "Año", 4))


class DayMonthYear(forms.Widget):
    """Three boxes for a DateField: no calendar to fight with, no format to guess."""

    template_name = "components/field/day_month_year.html"
    use_fieldset = True

    def id_for_label(self, id_: str) -> str:
        """Return the first box: a click on an error lands on the day."""
        return f"{id_}_day"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Split the value into its three boxes, keeping what was typed even when it is no date."""
        context = super().get_context(name, value, attrs)
        found = context["widget"]["attrs"]
        found["aria_invalid"] = found.get("aria-invalid")
        values = self._split(value)
        context["widget"]["parts"] = [
            {"id": f"{found.get('id', name)}_{part}", "name": f"{name}_{part}", "label": label,
             "width": width, "value": values[part]}
            for part, label, width in PARTS
        ]  # fmt: skip
        return context

    def _split(self, value: Any) -> dict[str, str]:
        if isinstance(value, date):
            return {"day": str(value.day), "month": str(value.month), "year": str(value.year)}
        pieces = [*str(value or "").split("-"), "", "", ""]
        return {"year": pieces[0], "month": pieces[1], "day": pieces[2]}

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> str | None:
        """Join the boxes as an ISO date; the field says whether it is one."""
        typed = {part: str(data.get(f"{name}_{part}", "")).strip() for part, _, _ in PARTS}
        if not any(typed.values()):
            return None
        return f"{typed['year']}-{typed['month'].zfill(2)}-{typed['day'].zfill(2)}"

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Say whether the form did not carry this field at all."""
        return not any(f"{name}_{part}" in data for part, _, _ in PARTS)
