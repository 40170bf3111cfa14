"""What contents gives to the home page, the menu and the search."""

from datetime import datetime, time
from typing import Any

from django.urls import reverse
from django.utils import timezone

from cms.caching import shared
from cms.desk import desk_of, on_the_desk
from cms.models import BasePage
from cms.rules import audiences_of
from cms.search.pages import hits
from core.providers import (
    NavItem,
    NewsItem,
    SearchHit,
    nav_items,
    news_providers,
    now_providers,
    search_sources,
    task_providers,
)
from people.enums import ADMIN_ROLES
from people.rules import has_role

LAST_NEWS = 5


def last_news(person: Any, entities: Any) -> list[NewsItem]:
    """Return the last news this person may read: made once for all who may read the same."""
    audiences = "-".join(sorted(audiences_of(person)))
    return shared(f"news:{audiences}", lambda: _last_news(person))


def _last_news(person: Any) -> list[NewsItem]:
    found = BasePage.objects.visible_to(person).news()[:LAST_NEWS]
    return [NewsItem(page.title, page.get_url() or "", _noon(page.dated), page.summary) for page in found]


def menu(person: Any, entities: Any) -> list[NavItem]:
    """Return our entries of the menu: fixed addresses, so that drawing the menu asks the database nothing."""
    items = [
        NavItem("Inicio", reverse("cms:home"), 10),
        NavItem("Recursos", reverse("cms:resources"), 50),
        NavItem("Noticias", reverse("cms:news"), 60),
        NavItem("Buscar", reverse("cms:search"), 90),
    ]
    if has_role(person, *ADMIN_ROLES):
        items.append(NavItem("Contenidos", reverse("wagtailadmin_home"), 95))
    return items


def pages_found(person: Any, entities: Any, query: str) -> list[SearchHit]:
    """Return the pages that answer a question, best first."""
    found = hits(text=query, user=person)
    return [SearchHit(hit.title, hit.url, hit.kind, hit.summary, hit.rank) for hit in found]


def register() -> None:
    """Offer all of this. Called when the site starts."""
    now_providers.register(desk_of)
    task_providers.register(on_the_desk)
    news_providers.register(last_news)
    nav_items.register(menu)
    search_sources.register(pages_found)


def _noon(day: Any) -> datetime:
    """Return a moment of the day that is the same day in every zone near ours."""
    return timezone.make_aware(datetime.combine(day, time(12)))
