"""A change of name is a new version; what should not have been issued is taken back; what was said stays."""

import pytest

from core.models import AuditEntry
from courses.models import Certificate
from courses.services.certificates import (
    CertificateRefused,
    certificates_of,
    check_code,
    reissue_certificate,
    revoke_certificate,
    state_of,
)
from people.models import User
from tests.courses.certificates.acts import acts

pytestmark = pytest.mark.django_db


def again(certificate: Certificate) -> Certificate:
    return Certificate.objects.get(pk=certificate.pk)


def test_a_change_of_name_is_a_new_version(certificate: Certificate, trainer: User, secretary: User) -> None:
    secretary.last_name = '#read("/etc/passwd") *Ríos*'
    secretary.save()
    new = reissue_certificate(certificate=again(certificate), reason="Cambio de apellido", actor=trainer)
    said = (new.version, new.replaces, new.snapshot["name"])
    assert said == (2, certificate, f"Elena {secretary.last_name}")
    assert again(certificate).snapshot["name"] == "Elena Mirón"
    assert list(certificates_of(secretary)) == [new]
    assert AuditEntry.objects.latest("pk").detail["reason"] == "Cambio de apellido"
    with pytest.raises(CertificateRefused, match="ya no vale"):
        reissue_certificate(certificate=again(certificate), reason="Otra vez", actor=trainer)


def test_it_is_not_renewed_without_a_reason_nor_by_its_person(
    certificate: Certificate, trainer: User, secretary: User
) -> None:
    with pytest.raises(CertificateRefused, match="motivo"):
        reissue_certificate(certificate=again(certificate), reason=" ", actor=trainer)
    with pytest.raises(CertificateRefused, match="No puedes"):
        reissue_certificate(certificate=again(certificate), reason="Me caso", actor=secretary)


def test_a_revoked_one_says_so(certificate: Certificate, editor: User, trainer: User) -> None:
    with pytest.raises(CertificateRefused, match="Solo quien lleva"):
        revoke_certificate(certificate=certificate, reason="Error", actor=trainer)
    revoke_certificate(certificate=certificate, reason="Se expidió por error", actor=editor)
    checked = check_code(certificate.code)
    assert checked is not None
    assert (checked.state, state_of(again(certificate))) == ("revoked", "revoked")
    assert acts() == ["courses.issue_certificate", "courses.revoke_certificate"]


def test_one_that_was_taken_back_is_issued_again_only_by_who_may_take_it_back(
    certificate: Certificate, editor: User, trainer: User
) -> None:
    revoke_certificate(certificate=certificate, reason="Mal las horas", actor=editor)
    with pytest.raises(CertificateRefused, match="está anulado"):
        reissue_certificate(certificate=again(certificate), reason="Corregido", actor=trainer)
    new = reissue_certificate(certificate=again(certificate), reason="Corregido", actor=editor)
    assert (state_of(again(certificate)), state_of(again(new))) == ("revoked", "valid")
