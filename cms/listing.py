"""Lists of pages: cut in pieces and made plain for the templates, which never query."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator

if TYPE_CHECKING:
    from cms.models import BasePage
    from cms.querysets import BasePageQuerySet

PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a list."""

    title: str
    url: str
    summary: str
    date: dt.date | None = None


def listed(page: "BasePage", request: Any) -> Listed:
    """Return a page as a line; its date is there when the queryset asked for it."""
    url = page.get_url(request) or ""
    return Listed(page.title, url, page.summary, getattr(page, "dated", None))


def in_pages(pages: "BasePageQuerySet", number: Any) -> Page[Any]:
    """Return the piece asked for; a number that is no number is the first, one too high is the last."""
    return Paginator(pages, PAGE_SIZE).get_page(number)
