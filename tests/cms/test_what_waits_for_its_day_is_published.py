"""A page with a day to be published goes out that day, and comes down on the day it ends."""

from datetime import timedelta

import pytest

from cms.models import NewsPage
from cms.tasks import publish_scheduled
from core import clock, periodic
from tests.cms.pages import news

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("days", "live"), [(-1, True), (1, False)])
def test_a_page_is_published_when_its_day_comes(days: int, live: bool):
    page = news("Aviso")
    page.unpublish()
    page.go_live_at = clock.now() + timedelta(days=days)
    revision = page.save_revision(approved_go_live_at=page.go_live_at)
    publish_scheduled()
    assert NewsPage.objects.get(pk=page.pk).live is live
    revision.refresh_from_db()
    assert (revision.approved_go_live_at is None) is live


def test_a_page_comes_down_when_its_day_is_over():
    page = news("Aviso")
    NewsPage.objects.filter(pk=page.pk).update(expire_at=clock.now() - timedelta(minutes=1))
    publish_scheduled()
    assert NewsPage.objects.get(pk=page.pk).live is False


def test_the_worker_does_it_by_itself():
    assert periodic.registered["cms.publish_scheduled"].work is publish_scheduled
