"""Forms of people. What they cannot know (who may do what) is asked by the services."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from people import codes, rules
from people.enums import Role
from people.models import Invitation, LocalEntity, Membership, User
from people.services import PeopleError, tidy_phone


class CodeForm(forms.Form):
    """A code read in a letter or heard on the phone."""

    code = forms.CharField(
        label="Código",
        max_length=60,
        help_text="Da igual si escribes los guiones o no, o si usas mayúsculas.",
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}
        ),
    )

    def clean_code(self) -> str:
        """Refuse what no letter ever said: it could not even be part of an address."""
        typed: str = self.cleaned_data["code"]
        if not codes.is_code(typed):
            raise forms.ValidationError("Un código solo lleva letras y números. Cópialo otra vez.")
        return typed


class PhoneForm(forms.Form):
    """The phone on file."""

    phone = forms.CharField(
        label="Teléfono",
        required=False,
        max_length=20,
        help_text="Si pierdes el móvil o la llave, la Diputación te llama a este número.",
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )

    def clean_phone(self) -> str:
        """Refuse what nobody could be called on."""
        try:
            return tidy_phone(self.cleaned_data["phone"])
        except PeopleError as refusal:
            raise forms.ValidationError(refusal.reason) from refusal


class AcceptForm(PhoneForm):
    """The password of a new account."""

    password = forms.CharField(
        label="Contraseña",
        help_text="Doce caracteres o más. Tres o cuatro palabras seguidas son fáciles de recordar.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )

    def __init__(self, invitation: Invitation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["password", "phone"])
        self.invitation = invitation

    def clean_password(self) -> str:
        """Refuse a short, common or obvious password."""
        password: str = self.cleaned_data["password"]
        someone = User(
            email=self.invitation.email,
            first_name=self.invitation.first_name,
            last_name=self.invitation.last_name,
        )
        validate_password(password, someone)
        return password

    def chosen(self) -> dict[str, str]:
        """Return what the service asks for."""
        return {"password": self.cleaned_data["password"], "phone": self.cleaned_data["phone"]}


class RolesForm(forms.Form):
    """The roles of a post; only those that the actor may give."""

    roles = forms.MultipleChoiceField(
        label="Funciones", required=False, widget=forms.CheckboxSelectMultiple, choices=[]
    )

    def __init__(self, actor: User, *args: Any, entity: LocalEntity | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fitting = [
            (role, label)
            for role, label in Role.choices
            if rules.may_grant(actor, role) and (entity is None or rules.role_fits(role, entity))
        ]
        self.fields["roles"].choices = fitting  # type: ignore[attr-defined]


class PostForm(RolesForm):
    """A post in an entity."""

    entity = forms.ModelChoiceField(label="Entidad", queryset=LocalEntity.objects.active())
    post = forms.CharField(
        label="Puesto", max_length=120, help_text="Como se dice: «Secretaria-interventora»."
    )
    field_order = ["entity", "post", "roles"]


class InviteForm(PostForm):
    """Somebody who has no account yet."""

    email = forms.EmailField(label="Correo electrónico")
    first_name = forms.CharField(label="Nombre", max_length=80)
    last_name = forms.CharField(label="Apellidos", max_length=120, required=False)
    field_order = ["email", "first_name", "last_name", "entity", "post", "roles"]

    def invited(self) -> dict[str, Any]:
        """Return what the service asks for."""
        found = self.cleaned_data
        person = {name: found[name] for name in ("email", "first_name", "last_name")}
        return {"entity": found["entity"], "post": found["post"], "roles": found["roles"], "person": person}


class ReasonForm(forms.Form):
    """Why, in a line."""

    reason = forms.CharField(
        label="Por qué",
        max_length=300,
        error_messages={"required": "Escribe por qué se le cierra la entrada."},
    )


class CallBackForm(forms.Form):
    """What an adviser has done before she gives a code on the phone."""

    called_back = forms.BooleanField(
        label="He colgado y he llamado yo al teléfono de la ficha", required=False
    )
    reason = forms.CharField(label="Qué ha pasado con el móvil", max_length=300)


class BatchForm(forms.Form):
    """A CSV of people."""

    file = forms.FileField(label="Fichero CSV", help_text="Hasta 1.000 líneas. Sirve el que guarda Excel.")


class BatchConfirmForm(forms.Form):
    """The file that was shown, signed, and how many good lines it had."""

    batch = forms.CharField(widget=forms.HiddenInput)
    expected = forms.IntegerField(widget=forms.HiddenInput)


def roles_of(membership: Membership) -> list[str]:
    """Return the roles a post has, for the boxes already ticked."""
    return list(membership.roles.values_list("role", flat=True))
