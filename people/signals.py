"""The only receivers of the app, for hooks that belong to Django and allauth."""

from typing import Any

from allauth.account.signals import password_changed, password_reset
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.signals import user_logged_in, user_logged_out

from core import audit
from people import sessions
from people.models import User
from people.services import end_sessions


def connect() -> None:
    """Join the receivers.

    `people` stands before `django.contrib.auth` in INSTALLED_APPS: it must see the last entry before Django
    writes this one over it.
    """
    user_logged_in.connect(on_signed_in, dispatch_uid="people.signed_in")
    user_logged_out.connect(on_signed_out, dispatch_uid="people.signed_out")
    authenticator_added.connect(on_factor_added, dispatch_uid="people.factor_added")
    authenticator_removed.connect(on_factor_removed, dispatch_uid="people.factor_removed")
    authenticator_reset.connect(on_codes_renewed, dispatch_uid="people.codes_renewed")
    password_changed.connect(on_password_changed, dispatch_uid="people.password_changed")
    password_reset.connect(on_password_reset, dispatch_uid="people.password_reset")


def on_signed_in(sender: Any, request: Any, user: User, **_: Any) -> None:
    """Keep the entry before this one, to show it (ENS: last access), and tie the session to the epoch."""
    user.previous_access = user.last_login
    user.save(update_fields=["previous_access"])
    sessions.stamp(request.session, user)
    # What another person kept in this browser must not be found by whoever comes in now.
    holder = request.COOKIES.get(sessions.COPIES_COOKIE)
    request.leaves_nothing = holder is not None and holder != sessions.mark_of(user)
    _note(request, user, "people.signed_in")


def on_signed_out(sender: Any, request: Any, user: User | None, **_: Any) -> None:
    """Leave a row when somebody goes, and nothing of hers in the browser."""
    if request is not None:
        request.leaves_nothing = True
    if user is not None:
        _note(request, user, "people.signed_out")


def on_factor_added(sender: Any, request: Any, user: User, authenticator: Authenticator, **_: Any) -> None:
    """Setting up a phone or a key shows that one holds it: this session has its second factor."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        proofs = list(request.session.get(sessions.PROOFS_KEY) or ())
        request.session[sessions.PROOFS_KEY] = [
            *proofs,
            {"method": "mfa", "type": authenticator.type, "at": 0},
        ]
        User.objects.filter(pk=user.pk).update(second_factor_due=False)
    _note(request, user, "people.factor_added", type=authenticator.type)


def on_factor_removed(sender: Any, request: Any, user: User, authenticator: Authenticator, **_: Any) -> None:
    """Without any factor left, the session has not shown one either."""
    if not is_mfa_enabled(user):
        sessions.forget_second_factor(request.session)
    _note(request, user, "people.factor_removed", type=authenticator.type)


def on_codes_renewed(sender: Any, request: Any, user: User, authenticator: Authenticator, **_: Any) -> None:
    """Leave a row for new recovery codes."""
    _note(request, user, "people.codes_renewed", type=authenticator.type)


def on_password_changed(sender: Any, request: Any, user: User, **_: Any) -> None:
    """Leave a row for a changed password."""
    _note(request, user, "people.password_changed")


def on_password_reset(sender: Any, request: Any, user: User, **_: Any) -> None:
    """Whoever knew the old password, or sits in an open room with it, is out."""
    end_sessions(person=user)
    _note(request, user, "people.password_reset")


def _note(request: Any, user: User, action: str, **detail: str) -> None:
    audit.record(
        action=action,
        actor_id=user.pk,
        entity_id=None,
        target=f"person:{user.pk}",
        detail=detail,
        origin=audit.origin_of(request),
    )
