"""How a page is looked at before it is published."""

from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.template.response import TemplateResponse

from cms.enums import PreviewMode
from cms.rules import may_read

if TYPE_CHECKING:
    from people.models import User


def stand_in_secretary() -> "User":
    """Return somebody of a town hall who is in no table: the preview must show nobody's own data."""
    return get_user_model()(pk=0, first_name="Secretaria", email="secretaria@ejemplo.invalid")


class PreviewModes:
    """Three ways of looking: as a secretary, on a phone, on paper."""

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        """Return the ways of looking at a page."""
        return list(PreviewMode.choices)

    def serve_preview(self, request: Any, mode_name: str) -> Any:
        """Show the page as that reader would get it, refusals included."""
        if mode_name == PreviewMode.PHONE:
            return TemplateResponse(
                request, "cms/preview/phone.html", {"page_title": str(self), "inside": PreviewMode.SECRETARY}
            )
        request.user, request.served_entities, request.acting = stand_in_secretary(), (), None
        if not may_read(request.user, self):  # type: ignore[arg-type]  # mixed into BasePage alone
            return TemplateResponse(request, "cms/preview/refused.html", {"page_title": "No la verá"})
        context = self.get_context(request)  # type: ignore[attr-defined]
        context["printed"] = mode_name == PreviewMode.PRINTED
        return TemplateResponse(request, self.get_template(request), context)  # type: ignore[attr-defined]
