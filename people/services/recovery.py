"""A lost phone: an adviser calls back on the number on file, and says a code that takes the old factors away.

The password is still asked for: the code opens nothing to somebody who only listened to the call.
"""

from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.db import transaction

from core import audit
from core.clock import now
from core.outbox import send_mail
from people import codes, rules
from people.models import PhoneRecovery, User
from people.services.errors import NotAllowed, PeopleError
from people.services.sessions import end_sessions

VALID_FOR = timedelta(minutes=15)


@transaction.atomic
def give_recovery_code(*, actor: User, person: User, called_back: bool, reason: str) -> str:
    """Return a one-time code to say on the phone.

    Pre: the actor looks after the person, who is neither herself nor an operator; she has called back on the
    phone on file; a reason. Effects: any earlier code dies; a code for 15 minutes; mail to the person; audit
    row. Errors: PeopleError with a sentence.
    """
    if not rules.may_call_back(actor, person):
        raise NotAllowed("No puedes recuperar el segundo paso de esta persona.")
    if not person.phone:
        raise PeopleError("No hay teléfono en su ficha. Tiene que venir en persona con su documento.")
    if not called_back:
        raise PeopleError("Llama tú al teléfono de la ficha antes de dar el código.")
    if not reason.strip():
        raise PeopleError("Escribe qué ha pasado con el móvil.")
    moment, code = now(), codes.spoken_code()
    person.recoveries.filter(closed_at__isnull=True).update(closed_at=moment)
    recovery = PhoneRecovery.objects.create(
        person=person,
        given_by=actor,
        phone_called=person.phone,
        reason=reason.strip(),
        code_hash=codes.code_hash(code),
        created_at=moment,
        expires_at=moment + VALID_FOR,
    )
    _warn(person, f"recovery-given:{recovery.pk}", "people/mail/recovery_given.txt")
    _note(actor, person, "people.recovery_given", {"recovery": recovery.pk, "reason": recovery.reason})
    return codes.grouped(code, 4)


def pending_recovery(*, person: User) -> PhoneRecovery | None:
    """Return the code that is waiting for this person, if it can still be used."""
    recovery = person.recoveries.filter(closed_at__isnull=True).first()
    return recovery if recovery is not None and recovery.is_usable_at(now()) else None


def use_recovery_code(*, person: User, typed: str) -> None:
    """Take the old factors away from a person who has shown her password and types the code.

    Effects: phone code, keys and recovery codes deleted; a new factor is due; every session ends; mail; audit
    row. A wrong code is counted (five and it dies) and audited. Errors: PeopleError with a sentence.
    """
    if not _try_code(person, typed):
        raise PeopleError("El código no vale. Revísalo, o pide otro por teléfono.")


@transaction.atomic
def _try_code(person: User, typed: str) -> bool:
    # The person's row is the lock: two guesses at the same time count as two.
    User.objects.select_for_update().get(pk=person.pk)
    recovery = pending_recovery(person=person)
    if recovery is None or recovery.code_hash != codes.code_hash(typed):
        if recovery is not None:
            recovery.attempts += 1
            recovery.save(update_fields=["attempts"])
        _note(person, person, "people.recovery_refused", {"recovery": recovery.pk if recovery else None})
        return False
    recovery.closed_at = now()
    recovery.save(update_fields=["closed_at"])
    Authenticator.objects.filter(user=person).delete()
    User.objects.filter(pk=person.pk).update(second_factor_due=True)
    end_sessions(person=person)
    person.refresh_from_db()
    _warn(person, f"recovery-used:{recovery.pk}", "people/mail/recovery_used.txt")
    _note(person, person, "people.recovery_used", {"recovery": recovery.pk})
    return True


def _warn(person: User, key: str, template: str) -> None:
    send_mail(
        to=person.email,
        subject="Cambio en tu segundo paso para entrar en Concejo",
        template=template,
        context={"name": person.first_name},
        dedupe_key=key,
    )


def _note(actor: User, person: User, action: str, detail: dict[str, object]) -> None:
    audit.record(
        action=action, actor_id=actor.pk, entity_id=None, target=f"person:{person.pk}", detail=detail
    )
