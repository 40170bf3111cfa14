"""A page whose day has come is shown to the editorial team, with who answers for it."""

from datetime import timedelta

import pytest
from django.test import Client

from people.models import User
from people.standing import today
from tests.cast import signed_in
from tests.cms.pages import resource

pytestmark = pytest.mark.django_db


def test_the_team_sees_what_is_due_oldest_first_and_nothing_else(editor: User) -> None:
    resource("Para mañana", review_on=today() + timedelta(days=1))
    resource("Para hoy", review_on=today(), responsible=editor)
    resource("De hace un mes", review_on=today() - timedelta(days=30))
    resource("Borrador", review_on=today(), live=False)
    panels = [panel for panel in signed_in(Client(), editor).get("/admin/").context["panels"]]
    due = next(panel for panel in panels if type(panel).__name__ == "PagesToReview")
    assert [page.title for page in due.get_context_data({})["pages"]] == ["De hace un mes", "Para hoy"]


def test_who_answers_is_said_to_those_who_work_here_and_not_to_strangers(
    client: Client, secretary: User, editor: User
) -> None:
    url = resource("Guía", responsible=editor).get_url()
    assert (
        f"Responde de esta página <b>{editor}</b>" in signed_in(Client(), secretary).get(url).content.decode()
    )


def test_a_public_page_does_not_name_anybody(client: Client, editor: User) -> None:
    from cms.enums import Audience
    from tests.cms.pages import news

    url = news("Pública", Audience.PUBLIC, responsible=editor).get_url()
    assert editor.last_name not in client.get(url).content.decode()


def test_beside_a_page_are_only_those_one_may_read(client: Client, secretary: User) -> None:
    from cms.enums import Audience
    from tests.cms.pages import news

    for audience in Audience:
        news(f"Vecina {audience.name}", audience)
    url = news("Centro", Audience.PUBLIC).get_url()
    seen = [sorted(item.title for item in who.get(url).context["near"]) for who in
            (client, signed_in(Client(), secretary))]  # fmt: skip
    assert seen == [["Vecina PUBLIC"], ["Vecina COUNCILS", "Vecina PUBLIC"]]
