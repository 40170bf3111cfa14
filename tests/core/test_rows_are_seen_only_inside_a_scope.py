"""Tenancy: every way to reach a tenant row is filtered, or refused when nobody said for whom."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django import forms
from django.db.models import Count, Exists, OuterRef, Prefetch

from core import clock, tenancy
from core.tenancy import ALL, ScopeMissing, scope, unscoped
from people.models import Invitation, LocalEntity, Membership, User
from tests import cast

pytestmark = pytest.mark.django_db


def an_invitation(entity: LocalEntity, canary: str) -> Invitation:
    now = clock.now()
    return Invitation.objects.create(
        entity=entity,
        email=f"{canary}@example.org",
        first_name=canary,
        post="Secretaría",
        token_hash=canary,
        created_at=now,
        expires_at=now + timedelta(days=7),
        invited_by=cast.an_adviser(),
    )


@pytest.fixture
def towns() -> tuple[LocalEntity, LocalEntity]:
    mine, other = cast.entity("Villaseca"), cast.entity("Castrillo")
    an_invitation(mine, "propia")
    an_invitation(other, "ajena")
    return mine, other


class InvitationForm(forms.Form):
    """Its queryset is built when the class is, long before any scope."""

    invitation = forms.ModelChoiceField(queryset=Invitation.objects.all())


def names(rows: Any) -> list[str]:
    return sorted(row.first_name for row in rows)


READINGS: dict[str, Callable[[], Any]] = {
    "list": lambda: names(Invitation.objects.all()),
    "iterator": lambda: names(Invitation.objects.all().iterator()),
    "values": lambda: [row["first_name"] for row in Invitation.objects.values("first_name")],
    "values_list": lambda: list(Invitation.objects.values_list("first_name", flat=True)),
    "slice": lambda: names(Invitation.objects.order_by("pk")[:10]),
    "first": lambda: [Invitation.objects.order_by("pk").first().first_name],
    "last": lambda: [Invitation.objects.order_by("pk").last().first_name],
    "earliest": lambda: [Invitation.objects.earliest("pk").first_name],
    "latest": lambda: [Invitation.objects.latest("-pk").first_name],
    "get": lambda: [Invitation.objects.get().first_name],
    "in_bulk": lambda: names(Invitation.objects.in_bulk().values()),
    "union": lambda: names(Invitation.objects.order_by().union(Invitation.objects.order_by())),
    "or": lambda: names(Invitation.objects.filter(pk__gt=0) | Invitation.objects.filter(pk__lt=0)),
    "exclude": lambda: names(Invitation.objects.exclude(pk=0)),
    "select_for_update": lambda: names(Invitation.objects.select_for_update()),
    "dates": lambda: ["propia"] * Invitation.objects.datetimes("created_at", "second").count(),
    "count": lambda: ["propia"] * Invitation.objects.count(),
    "aggregate": lambda: ["propia"] * Invitation.objects.aggregate(n=Count("pk"))["n"],
    "exists": lambda: ["propia"] * Invitation.objects.filter(first_name="propia").exists(),
    "contains": lambda: (
        ["propia"] * Invitation.objects.contains(Invitation._base_manager.get(first_name="propia"))
    ),
    "subquery": lambda: [
        entity.name.replace("Villaseca", "propia")
        for entity in LocalEntity.objects.filter(pk__in=Invitation.objects.values("entity"))
    ],
    "exists_subquery": lambda: [
        entity.name.replace("Villaseca", "propia")
        for entity in LocalEntity.objects.filter(Exists(Invitation.objects.filter(entity=OuterRef("pk"))))
    ],
    "form_choices": lambda: [
        str(label).partition("@")[0] for _, label in InvitationForm().fields["invitation"].choices
    ][1:],
    "async": lambda: async_to_sync(_asynchronously)(),
    "async_iterator": lambda: async_to_sync(_asynchronous_iterator)(),
    "acount": lambda: ["propia"] * async_to_sync(_asynchronous_count)(),
}


async def _asynchronously() -> list[str]:
    return [row.first_name async for row in Invitation.objects.all()]


async def _asynchronous_count() -> int:
    return await Invitation.objects.acount()


async def _asynchronous_iterator() -> list[str]:
    return [row.first_name async for row in Invitation.objects.all().aiterator()]


@pytest.mark.parametrize("reading", READINGS)
def test_a_reading_gives_the_rows_of_the_scope_alone(reading: str, towns):
    with scope([towns[0].pk]):
        assert READINGS[reading]() == ["propia"]


@pytest.mark.parametrize("reading", READINGS)
def test_a_reading_without_a_scope_is_refused(reading: str, towns):
    with pytest.raises(ScopeMissing):
        READINGS[reading]()


@pytest.mark.parametrize("reading", ["list", "count", "exists_subquery", "form_choices"])
def test_without_the_condition_the_other_town_is_seen(reading: str, towns, monkeypatch):
    def no_guard(*args: Any) -> Any:
        raise tenancy.FullResultSet

    monkeypatch.setattr(tenancy.InScope, "as_sql", no_guard)
    assert len(READINGS[reading]()) == 2


def test_an_empty_scope_shows_nothing(towns):
    with scope([]):
        assert names(Invitation.objects.all()) == []
        assert Invitation.objects.count() == 0


def test_the_whole_province_is_seen_by_those_who_work_for_it(towns):
    with scope(ALL):
        assert names(Invitation.objects.all()) == ["ajena", "propia"]


def test_a_queryset_built_for_everybody_does_not_leave_its_block(towns):
    with unscoped("aforo"):
        rows = Invitation.objects.all()
    with scope([towns[0].pk]):
        assert names(rows) == ["propia"]


def test_update_and_delete_touch_the_scope_alone(towns):
    with scope([towns[0].pk]):
        assert Invitation.objects.update(post="Alcaldía") == 1
        assert Invitation.objects.all().delete()[0] == 1
    with scope(ALL):
        assert list(Invitation.objects.values_list("first_name", "post")) == [("ajena", "Secretaría")]


@pytest.mark.parametrize(
    "act", [lambda: Invitation.objects.update(post="x"), Invitation.objects.all().delete]
)
def test_update_and_delete_without_a_scope_are_refused(act, towns):
    with pytest.raises(ScopeMissing):
        act()


def test_a_prefetch_gives_the_rows_of_the_scope_alone(towns):
    senders = User.objects.prefetch_related(
        Prefetch("memberships", Membership.objects.filter(Exists(Invitation.objects.all())))
    )
    with scope([]):
        assert [list(sender.memberships.all()) for sender in senders] == [[]] * User.objects.count()


def test_hand_written_sql_is_only_for_the_whole_province(towns):
    sql = "SELECT * FROM people_invitation"
    with scope([towns[0].pk]), pytest.raises(ScopeMissing):
        Invitation.objects.raw(sql)
    with scope(ALL):
        assert len(list(Invitation.objects.raw(sql))) == 2


def test_no_rows_at_all_need_no_scope():
    assert list(Invitation.objects.none()) == []
    assert Invitation.objects.none().filter(pk=1).count() == 0


def test_a_value_taken_in_another_town_is_a_clear_form_error(towns):
    """Uniqueness counts across towns, though the other town's row is not shown."""
    copy = Invitation(**{f.attname: None for f in Invitation._meta.concrete_fields} | {"token_hash": "ajena"})
    with scope([towns[0].pk]), pytest.raises(forms.ValidationError) as refusal:
        copy.validate_unique()
    assert list(refusal.value.error_dict) == ["token_hash"]
