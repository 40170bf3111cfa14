"""The person who signs in, known by an e-mail address."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.functional import cached_property

from people.querysets import PersonQuerySet
from people.standing import Standing, today


class UserManager(BaseUserManager.from_queryset(PersonQuerySet)):  # type: ignore[misc]
    """Makes accounts; there is no open sign-up."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create an account; without a password it can only be entered by invitation or recovery."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create the operator's first account (`manage.py createsuperuser`)."""
        return self.create_user(email, password, **{"is_superuser": True, **fields})

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """A person. What she may do comes from her memberships, not from here."""

    email = models.EmailField("correo electrónico", unique=True)
    first_name = models.CharField("nombre", max_length=80)
    last_name = models.CharField("apellidos", max_length=120, blank=True)
    phone = models.CharField("teléfono", max_length=20, blank=True)
    is_active = models.BooleanField("puede entrar", default=True)
    previous_access = models.DateTimeField("entrada anterior", null=True, blank=True)
    # Raised on suspension or change of role: sessions and open sockets of a lower epoch end.
    session_epoch = models.PositiveIntegerField("época de sesión", default=0)
    # Set when an adviser takes the factors of a lost phone away: a new one must be set up at once.
    second_factor_due = models.BooleanField("debe configurar el segundo paso", default=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["first_name"]
    objects = UserManager()

    class Meta:
        ordering = ["last_name", "first_name"]
        verbose_name = "persona"
        verbose_name_plural = "personas"
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_per_address")]

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        """Return name and surnames as said."""
        return f"{self.first_name} {self.last_name}".strip()

    def get_short_name(self) -> str:
        """Return the first name."""
        return self.first_name

    @property
    def is_staff(self) -> bool:
        """Return False: Django's own admin is not used; Wagtail's asks for a permission."""
        return False

    @property
    def standing(self) -> Standing:
        """Return what the person holds today: read once, and again when the day changes."""
        known: Standing | None = self.__dict__.get("_standing")
        day = today()
        if known is None or known.day != day:
            posts = self.memberships.current(day).as_posts()
            known = self.__dict__["_standing"] = Standing(day, posts, self.is_superuser)
        return known

    @cached_property
    def has_second_factor(self) -> bool:
        """Whether a second step is set up; whoever asks pages comes with the answer (`people.backend`)."""
        return bool(self.authenticator_set.exists())  # type: ignore[attr-defined]  # allauth has no types

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        """Read the row again, and forget what she held."""
        for read_once in ("_standing", "has_second_factor"):
            self.__dict__.pop(read_once, None)
        super().refresh_from_db(*args, **kwargs)
