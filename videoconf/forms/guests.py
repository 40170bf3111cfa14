"""Forms of those who come with a link."""

from django import forms

from videoconf.models import GuestLink


class GuestNameForm(forms.Form):
    """The name by which a guest is let in."""

    name = forms.CharField(
        label="Su nombre y apellidos",
        max_length=120,
        help_text="Lo verán quien dirige y las personas que estén en la sala.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class GuestLinkForm(forms.ModelForm):
    """Whom a link is for."""

    class Meta:
        model = GuestLink
        fields = ("label", "name", "email", "single_use")
        labels = {
            "label": "Quién es o de dónde viene",
            "name": "Nombre con el que entrará",
            "email": "Correo electrónico",
            "single_use": "Solo lo puede usar una persona",
        }
        help_texts = {
            "label": "Por ejemplo: Consultora Nexo, vecina de la plaza. Los demás lo leen junto a su nombre.",
            "name": "Si lo dejas vacío, lo escribirá al entrar.",
            "email": "Le mandamos el enlace. Si lo dejas vacío, cópialo tú.",
        }
