"""Who a session belongs to, read with what nearly every page asks of her."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef

from people.models import User


class Backend(AuthenticationBackend):
    """allauth's way in; the person of a request knows whether she has a second step without a question."""

    def get_user(self, user_id: Any) -> User | None:
        """Return the person of a session; None when her account is gone or may not enter."""
        factors = Exists(Authenticator.objects.filter(user=OuterRef("pk")))
        found: User | None = User.objects.annotate(has_second_factor=factors).filter(pk=user_id).first()
        return found if found and self.user_can_authenticate(found) else None
