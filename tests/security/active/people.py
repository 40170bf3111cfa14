"""Hostile texts in names: of people invited, of posts, of town halls."""

from itertools import islice

from django.urls import reverse

from people.models import Invitation, LocalEntity
from tests.security.active.gardener import Gardener

STAFF = ("asesora", "operador")


def plant(gardener: Gardener) -> None:
    """Invite people with hostile names, by form and by file; rename a town hall and a secretary."""
    _invite(gardener)
    _file(gardener)
    _rename(gardener)
    for path in ("/personas/", "/personas/invitaciones/", "/directorio/entidades/"):
        gardener.see(path, *STAFF)
    gardener.see("/directorio/", *STAFF, "secretaria", "formadora")
    gardener.see("/buzon/", "secretaria")


def _invite(gardener: Gardener) -> None:
    entity = gardener.person("secretaria").standing.entities[0]
    for turn, name in enumerate(islice(gardener.corpus.every("nombre", 80), 10)):
        since = gardener.count - 1
        form = {
            "entity": entity.pk,
            "email": f"corpus{turn}@valdoria.example",
            "first_name": name,
            "last_name": gardener.corpus.text("apellidos", 120),
            "post": gardener.corpus.text("puesto", 120),
            "roles": ["secretary"],
        }
        gardener.send("operador", reverse("people:invite"), form, since=since)
    for invitation in Invitation.objects.order_by("-pk")[:3]:
        from people.services import accept_invitation, code_of

        person = accept_invitation(code=code_of(invitation), password="cuatro palabras bien largas")
        gardener.see(f"/personas/{person.pk}/", *STAFF)
        gardener.see(f"/personas/puestos/{person.memberships.get().pk}/", "operador")
    gardener.see(f"/directorio/{entity.slug}/", *STAFF, "secretaria")


def _file(gardener: Gardener) -> None:
    """Leave the file to the browser: what a form says of bad lines is seen only in its answer."""
    gardener.see("/personas/invitaciones/fichero/", "operador")


def _rename(gardener: Gardener) -> None:
    """No verb renames a town hall or a person: written as whoever keeps the database would."""
    text = gardener.corpus.text
    secretary = gardener.person("secretaria")
    for entity in secretary.standing.entities:
        LocalEntity.objects.filter(pk=entity.pk).update(
            name=text("nombre de ayuntamiento", 120), comarca=text("comarca", 80)
        )
    type(secretary).objects.filter(pk=secretary.pk).update(
        first_name=text("nombre de persona", 80), last_name=text("apellidos de persona", 120)
    )
    gardener.see("/mi/", "secretaria")
    gardener.see("/", "secretaria", "jefa", "asesora", "operador", "formadora")
