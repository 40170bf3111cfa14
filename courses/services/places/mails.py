"""What a person is told about her place, written in the transaction of the change it tells of."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse

from core.outbox import send_mail
from courses.enums import EnrolmentState
from courses.models import Enrolment, EnrolmentEvent
from courses.rules import CONSENTING
from people.models import Membership
from people.standing import today

# State reached → subject and template of the mail. A state without a row is not announced.
MAILS: Mapping[str, tuple[str, str]] = {
    EnrolmentState.APPLIED: ("Hemos recibido tu petición de plaza: {course}", "place_applied"),
    EnrolmentState.SUPERVISOR_OK: ("Tu ayuntamiento está de acuerdo: {course}", "place_supervisor_ok"),
    EnrolmentState.WAITING: ("Estás en la lista de espera: {course}", "place_waiting"),
    EnrolmentState.OFFERED: ("Ha quedado una plaza para ti: {course}", "place_offered"),
    EnrolmentState.CONFIRMED: ("Tienes plaza: {course}", "place_confirmed"),
    EnrolmentState.WITHDRAWN: ("Has renunciado a tu plaza: {course}", "place_withdrawn"),
    EnrolmentState.REJECTED: ("No hemos podido darte plaza: {course}", "place_rejected"),
    EnrolmentState.EXPIRED: ("La plaza que te ofrecimos ha caducado: {course}", "place_expired"),
}


def tell(enrolment: Enrolment, event: EnrolmentEvent) -> None:
    """Write the mail of this change in the outbox, once for each event."""
    mail = MAILS.get(event.target)
    if mail is None:
        return
    subject, template = mail
    send_mail(
        to=enrolment.person.email,
        subject=subject.format(course=enrolment.edition.course.title),
        template=f"courses/mail/{template}.txt",
        context=_facts(enrolment, event),
        dedupe_key=f"courses.place:{enrolment.pk}:{event.pk}",
    )


def _facts(enrolment: Enrolment, event: EnrolmentEvent) -> dict[str, Any]:
    return {
        "name": enrolment.person.get_short_name(),
        "course": enrolment.edition.course.title,
        "edition": enrolment.edition,
        "entity_name": enrolment.entity.name,
        "offer_expires": enrolment.offer_expires,
        "reason": event.reason,
        "province_name": settings.PROVINCE_NAME,
        "url": settings.WAGTAILADMIN_BASE_URL + reverse("courses:place", args=[enrolment.pk]),
    }


def ask_supervisors(place: Enrolment) -> None:
    """Write to those of the town hall who may agree to an application, once for each."""
    held = Membership.objects.current(today()).filter(
        entity=place.entity_id, roles__role__in=CONSENTING, person__is_active=True
    )
    for post in held.exclude(person=place.person_id).select_related("person").distinct():
        send_mail(
            to=post.person.email,
            subject=f"Una persona de {place.entity.name} pide un curso",
            template="courses/mail/place_consent.txt",
            context={
                "name": post.person.get_short_name(),
                "who": place.person.get_full_name(),
                "course": place.edition.course.title,
                "entity_name": place.entity.name,
                "province_name": settings.PROVINCE_NAME,
                "url": settings.WAGTAILADMIN_BASE_URL + reverse("courses:consent", args=[place.pk]),
            },
            dedupe_key=f"courses.consent:{place.pk}:{post.person_id}",
        )
