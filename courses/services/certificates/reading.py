"""What is told of certificates to their person and to whoever runs the edition."""

from dataclasses import dataclass

from django.db.models import QuerySet

from core.tenancy import unscoped
from courses.enums.certificates import CertificateState
from courses.models import Certificate, Edition, Enrolment
from courses.services.certificates.contents import why_not
from courses.services.certificates.grounds import grounds_of, grounds_of_all
from people.models import User


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one place is with the certificate of a kind."""

    place: Enrolment
    # The newest version, or None.
    certificate: Certificate | None
    # Why there is none yet; empty when it is due.
    reason: str
    is_confirmed: bool

    @property
    def is_due(self) -> bool:
        return self.certificate is None and not self.reason

    @property
    def is_revoked(self) -> bool:
        return self.certificate is not None and state_of(self.certificate) == CertificateState.REVOKED


def standings(edition: Edition, kind: str) -> list[Standing]:
    """Return every place of an edition with its certificate or what is missing for it, by surname.

    Pre-conditions: the reader sees its roll. Effects: none. The same queries for any number of places.
    """
    with unscoped("los certificados de una edición reúnen a todos los ayuntamientos"):
        seated = Enrolment.objects.filter(edition=edition).enrolled().for_roll()
        places = list(seated.select_related("person", "entity", "edition__course"))
    grounds = grounds_of_all(places)
    issued = Certificate.objects.filter(enrolment__edition=edition, kind=kind).order_by("version")
    newest = {each.enrolment_id: each for each in issued.select_related("revocation", "replaced_by")}
    return [
        Standing(
            place=place,
            certificate=newest.get(place.pk),
            reason="" if place.pk in newest else why_not(grounds[place.pk], kind),
            is_confirmed=grounds[place.pk].is_confirmed,
        )
        for place in places
    ]


def state_of(certificate: Certificate) -> CertificateState:
    """Return whether a certificate stands."""
    if hasattr(certificate, "revocation"):
        return CertificateState.REVOKED
    replaced = hasattr(certificate, "replaced_by")
    return CertificateState.REPLACED if replaced else CertificateState.VALID


def certificates_of(person: User) -> QuerySet[Certificate]:
    """Return the certificates of a person that stand."""
    return Certificate.objects.filter(
        enrolment__person=person, revocation__isnull=True, replaced_by__isnull=True
    )


def why_not_yet(enrolment: Enrolment, kind: str) -> str:
    """Return what is missing for this certificate, or nothing."""
    return why_not(grounds_of(enrolment), kind)
