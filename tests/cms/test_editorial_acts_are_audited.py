"""What is done in the admin stays in the log that nobody can erase."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cms import services
from cms.enums import Audience
from core.models import AuditEntry
from people.models import User
from tests.cast import signed_in
from tests.cms.pages import news

pytestmark = pytest.mark.django_db


def acts(who: User) -> list[tuple[str, str, str]]:
    found = AuditEntry.objects.filter(actor_id=who.pk, action__startswith="wagtail.").order_by("number")
    return [(each.action, each.target, each.detail["title"]) for each in found]


def test_publishing_and_deleting_a_page_say_who_did_it(reviewer: User) -> None:
    page, client = news("Bando"), signed_in(Client(), reviewer)
    client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))
    client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    assert acts(reviewer) == [
        ("wagtail.unpublish", f"newspage:{page.pk}", "Bando"),
        ("wagtail.delete", f"newspage:{page.pk}", "Bando"),
    ]


def test_uploading_a_document_says_who_did_it(editor: User) -> None:
    upload = SimpleUploadedFile("acta.pdf", b"%PDF-1.7")
    fields = {"title": "Acta", "collection": 1, "audience": Audience.COUNCILS, "file": upload, "tags": ""}
    signed_in(Client(), editor).post(reverse("wagtaildocs:add"), fields)
    assert [(action, title) for action, _, title in acts(editor)] == [("wagtail.create", "Acta")]


def test_without_the_copy_nothing_would_be_noted(reviewer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    page = news("Bando")
    monkeypatch.setattr(services, "note_editorial_act", lambda entry: None)
    signed_in(Client(), reviewer).post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    assert acts(reviewer) == []
