"""A list asks the database as often for one item as for three, and never more than its bar."""

import sys

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.enums import Audience
from cms.models import NewsPage
from core import clock
from tests import cast

pytestmark = pytest.mark.django_db
MOST = 10
# A course shows what it teaches to do besides its lessons, editions and one's place: its bar is its own.
BARS = {"curso": 12}


def more_of_everything(secretary):
    """Add one news item, one course with its edition, place, class, and one village."""
    home = cast.home()
    number = NewsPage.objects.count() + 1
    news = NewsPage(title=f"Registro {number}", slug=f"registro-{number}", audience=Audience.PUBLIC)
    news.published_on = clock.now().date()
    home.add_child(instance=news)
    edition = cast.an_edition(cast.a_course(audience=Audience.PUBLIC))
    cast.a_place(edition, secretary)
    cast.a_class(edition)


PAGES = {
    "inicio de la secretaria": lambda: "/",
    "catálogo": lambda: "/formacion/",
    "mi formación": lambda: "/mi-formacion/",
    "directorio": lambda: "/directorio/",
    "entidades": lambda: "/directorio/entidades/",
    "buscador": lambda: "/buscar/?q=registro",
    "curso": lambda: cast.CoursePage.objects.first().get_url(),
    "lección": lambda: cast.LessonPage.objects.first().get_url(),
}


def asked(browser, path):
    """Return how many queries the second visit makes: the first fills what is kept for everybody."""
    cache.clear()
    browser.get(path)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        answer = browser.get(path)
    assert answer.status_code == 200, f"{path}: {answer.status_code}"
    return len(
        [query for query in seen.captured_queries if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    )


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_the_same_for_one_as_for_three(name, signed_in):
    secretary = cast.a_secretary(villages=1)
    browser = signed_in(secretary)
    more_of_everything(secretary)
    one = asked(browser, PAGES[name]())
    more_of_everything(secretary)
    more_of_everything(secretary)
    three = asked(browser, PAGES[name]())
    sys.stdout.write(f"\nconsultas {one} {three} {BARS.get(name, MOST)} {name}\n")
    assert (three, three <= BARS.get(name, MOST)) == (one, True)


def test_a_page_that_asks_for_each_item_is_caught(secretary):
    more_of_everything(secretary)
    more_of_everything(secretary)
    with CaptureQueriesContext(connection) as seen:
        for page in NewsPage.objects.all():
            page.get_parent()
    assert len(seen) > 2
