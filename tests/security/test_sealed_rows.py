"""Rows that are only ever added, attacked with plain SQL on every table that holds them."""

import pytest
from django.db import DatabaseError, connection, transaction

from core import append_only, clock
from core.models import StoredFile
from core.tenancy import unscoped
from courses.enums import Outcome
from courses.enums.certificates import CertificateKind
from courses.models import (
    AchievementConfirmation,
    AttendanceEdit,
    AttendanceRecord,
    Certificate,
    CertificateRevocation,
    EditionInvitation,
    Marking,
)
from tests import cast
from tests.courses.acts import ask
from tests.videoconf.acts import a_person, a_room, entered

pytestmark = pytest.mark.django_db
ATTACKS = [
    "UPDATE {table} SET {column} = {column}",
    "DELETE FROM {table}",
    "INSERT OR REPLACE",
    "TRUNCATE {table} CASCADE",
]
ONLY_ON = {"INSERT OR REPLACE": "sqlite", "TRUNCATE {table} CASCADE": "postgresql"}


@pytest.fixture
def sealed(client):
    """One row at least in every sealed table, made by doing what makes them."""
    secretary = cast.a_secretary(villages=1)
    ask(cast.signed_in(client, secretary), cast.an_edition(), secretary, secretary.standing.entities[0])
    guest = a_person()
    entered(a_room(speakers=(guest,)), guest)
    with unscoped("se hacen y se cuentan las filas selladas"):
        _papers_of(secretary)
        filled = {model for model in append_only.guarded_models() if model.objects.exists()}
    assert filled == set(append_only.guarded_models())
    # PostgreSQL empties no table whose rows still wait for their foreign keys to be looked at.
    connection.check_constraints()


def _papers_of(learner):
    """A corrected attendance, a certificate of a confirmed achievement that was revoked, and a mark."""
    edition, at = cast.an_edition(), clock.now()
    place, session = cast.a_place(edition, learner), cast.a_class(edition)
    act = {"at": at, "actor_id": learner.pk, "reason": "Se cortó la línea"}
    EditionInvitation.objects.create(edition=edition, person=learner, at=at, actor_id=learner.pk)
    record = AttendanceRecord.objects.create(
        session=session,
        enrolment=place,
        entity=place.entity,
        seconds=0,
        scheduled=1,
        percent=0,
        outcome=Outcome.ABSENT,
        closed_at=at,
    )
    AttendanceEdit.objects.create(
        record=record,
        entity=place.entity,
        seconds_before=0,
        seconds_after=1,
        outcome_before=Outcome.ABSENT,
        outcome_after=Outcome.PRESENT,
        **act,
    )
    AchievementConfirmation.objects.create(enrolment=place, **act)
    paper = StoredFile.objects.create(sha256="0" * 64, size=1, mime="application/pdf", created_at=at)
    certificate = Certificate.objects.create(
        enrolment=place,
        kind=CertificateKind.ATTENDANCE,
        snapshot={},
        pdf=paper,
        sha256="0" * 64,
        code="X",
        issued_at=at,
    )
    CertificateRevocation.objects.create(certificate=certificate, **act)
    given = cast.a_submission(cast.an_assignment(edition), place)
    Marking.objects.create(submission=given, entity=place.entity, points=5, marker=learner, at=at)


def statements():
    """Give every attack on every sealed table, as SQL of this database."""
    for model in append_only.guarded_models():
        table, column = f'"{model._meta.db_table}"', f'"{model._meta.pk.column}"'
        for attack in ATTACKS:
            if ONLY_ON.get(attack, connection.vendor) == connection.vendor:
                replace = f"REPLACE INTO {table} SELECT * FROM {table}"
                yield replace if "REPLACE" in attack else attack.format(table=table, column=column)


def passed():
    """Return the attacks that the database let through."""
    through = []
    for statement in statements():
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)
                through.append(statement)
                transaction.set_rollback(True)
        except DatabaseError:
            continue
    return through


@pytest.mark.usefixtures("sealed")
def test_no_sql_changes_a_sealed_row(scorecard):
    through = passed()
    append_only.remove(connection)
    without = passed()
    control = f"sin los disparadores pasan {len(without)}: {without[0]}"
    scorecard("9", len(through), "sentencias que pasan", "0", control=control)
    assert (through, len(without)) == ([], len(list(statements())))
