"""What the editorial team sees first in the admin."""

from typing import Any

from wagtail.admin.ui.components import Component

from cms.models import BasePage
from people.standing import today

SHOWN = 10


class PagesToReview(Component):
    """Pages whose day to be looked at again has come, the oldest first."""

    order = 50
    template_name = "cms/admin/to_review.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Fetch the pages with who answers for each, in one query."""
        due = BasePage.objects.due_for_review(today()).select_related("responsible")
        return {"pages": list(due[:SHOWN])}


class Sections(Component):
    """Where each thing is written, so that the desk of somebody new is not an empty page."""

    order = 60
    template_name = "cms/admin/sections.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Fetch the sections that hold pages."""
        return {"sections": list(BasePage.objects.sections().filter(numchild__gt=0))}
