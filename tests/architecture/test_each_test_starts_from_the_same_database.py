"""The tests' own ground: what one test commits, the next never sees."""

import pytest
from asgiref.sync import sync_to_async
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, Site

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("_turn", [1, 2])
def test_a_committed_row_is_gone_and_the_first_pages_are_back(_turn):
    assert not ContentType.objects.filter(app_label="left-behind").exists()
    assert Site.objects.filter(is_default_site=True).exists()
    assert Page.objects.filter(depth=1).exists()
    ContentType.objects.create(app_label="left-behind", model="row")
    Site.objects.all().delete()


@pytest.mark.parametrize("_turn", [1, 2])
async def test_the_threads_of_async_tests_see_the_same_database(_turn):
    assert not await ContentType.objects.filter(app_label="left-behind").aexists()
    await ContentType.objects.acreate(app_label="left-behind", model="row")
    names = sync_to_async(lambda: list(Site.objects.values_list("is_default_site", flat=True)))
    assert await names() == [True]
