"""What the panel of the service is narrowed by: a plain GET form."""

from typing import Any

from django import forms

from courses.services.dashboard import ProvincePanel


class PanelFilter(forms.Form):
    """A comarca and an area of competences."""

    comarca = forms.ChoiceField(label="Comarca", required=False)
    competencia = forms.ChoiceField(label="Competencia", required=False)

    def __init__(self, *args: Any, panel: ProvincePanel, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "ver-%s"
        self.initial = {"comarca": panel.asked.comarca, "competencia": panel.asked.area}
        self._offer("comarca", "Toda la provincia", panel.comarcas)
        self._offer("competencia", "Todas", panel.areas)

    def _offer(self, name: str, everything: str, values: tuple[str, ...]) -> None:
        choices = [("", everything), *((value, value) for value in values)]
        self.fields[name].choices = choices  # type: ignore[attr-defined]
        # "(opcional)" beside a filter says nothing.
        self.fields[name].required = True
        self.fields[name].widget.is_required = False
