"""What our rules change in Wagtail: who is served, and what editors find in the admin."""

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms import rules
from cms.models import BasePage
from cms.panels import PagesToReview, Sections

# Help leads to pages outside; the others ask for permissions nobody of the team has.
HIDDEN = frozenset({"help", "snippets", "forms", "translations"})


@hooks.register("before_serve_page")
def refuse_who_may_not_read(page: Any, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse | None:
    """Answer as if the page did not exist; a stranger is sent to sign in when its existence is no secret."""
    if not isinstance(page, BasePage):
        raise Http404
    if rules.may_read(request.user, page):
        stranger = not request.user.is_authenticated
        request.same_for_strangers = stranger and rules.is_public(page)  # type: ignore[attr-defined]
        return None
    if not request.user.is_authenticated and rules.may_be_told_it_exists(page):
        return redirect_to_login(request.get_full_path())
    raise Http404


@hooks.register("construct_homepage_panels")
def pages_to_review(request: HttpRequest, panels: list[Any]) -> None:
    """Say which pages nobody has looked at for too long, and where each thing is written."""
    panels.extend([PagesToReview(), Sections()])


@hooks.register("insert_global_admin_css")
def our_colours() -> SafeString:
    """Dress the admin as the rest of the house."""
    return format_html('<link rel="stylesheet" href="{}">', static("cms/admin.css"))


@hooks.register("insert_global_admin_js")
def start_date_boxes() -> SafeString:
    """Start from a file what Wagtail starts from inside the page."""
    return format_html('<script src="{}"></script>', static("cms/admin.js"))


@hooks.register("construct_main_menu")
def keep_what_editors_use(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Take away the entries that lead nowhere for the editorial team."""
    menu_items[:] = [item for item in menu_items if item.name not in HIDDEN]
