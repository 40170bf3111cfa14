"""Telling somebody of a town hall about an edition, from the row that says she should be called."""

from collections.abc import Iterable

from django.conf import settings
from django.db import transaction

from core import audit, clock
from core.errors import Conflict
from core.outbox import send_mail
from core.tenancy import unscoped
from courses.enums import KEPT, Refusal
from courses.models import Edition, EditionInvitation, Enrolment
from courses.rules import why_not_apply
from courses.rules.dashboards import sees_dashboards
from people.models import LocalEntity, Membership, User
from people.standing import today


class InvitationRefused(Conflict):
    """Nobody can be invited to it, or not by this person."""


def invite_to_edition(*, edition: Edition, people: Iterable[User], actor: User) -> int:
    """Invite some people to ask for a place, each of them once for this edition; return how many are new.

    Pre-conditions: the actor sees the panels; a place can be asked for now. Who keeps a place in it or has
    been invited is passed over. Effects: a row, a mail in the outbox and an audit row for each. An invitation
    gives no place. Errors: InvitationRefused.
    """
    if not sees_dashboards(actor):
        raise InvitationRefused("Solo el Servicio de Asistencia a Municipios puede invitar desde el panel.")
    refusal = why_not_apply(edition, clock.now())
    if refusal is not None:
        raise InvitationRefused(str(Refusal(refusal).label))
    return sum(_invite(edition, person, actor) for person in people if person.is_active)


def staff_of(entity: LocalEntity) -> list[User]:
    """Return who works for a town hall today and has an account in use."""
    held = Membership.objects.current(today()).filter(entity=entity, person__is_active=True)
    return list({post.person_id: post.person for post in held.select_related("person")}.values())


def _invite(edition: Edition, person: User, actor: User) -> bool:
    with transaction.atomic():
        if _has_place(edition, person):
            return False
        known = {"at": clock.now(), "actor_id": actor.pk}
        _, is_new = EditionInvitation.objects.get_or_create(edition=edition, person=person, defaults=known)
        if is_new:
            _write(edition, person)
            audit.record(
                action="courses.edition.invited",
                actor_id=actor.pk,
                entity_id=None,
                target=f"edition:{edition.pk}",
                detail={"person": person.pk},
            )
    return is_new


def _has_place(edition: Edition, person: User) -> bool:
    with unscoped("se mira si una persona tiene ya plaza, sea por el ayuntamiento que sea"):
        found: bool = Enrolment.objects.of(person).filter(edition=edition, state__in=KEPT).exists()
    return found


def _write(edition: Edition, person: User) -> None:
    send_mail(
        to=person.email,
        subject=f"Te puede servir este curso: {edition.course.title}",
        template="courses/mail/edition_invitation.txt",
        context={
            "name": person.get_short_name(),
            "course": edition.course.title,
            "edition": edition,
            "province_name": settings.PROVINCE_NAME,
            "url": settings.WAGTAILADMIN_BASE_URL + edition.course.url,
        },
        dedupe_key=f"courses.edition_invitation:{edition.pk}:{person.pk}",
    )
