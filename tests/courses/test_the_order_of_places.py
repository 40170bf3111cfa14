"""The order in which places are given, as a table: facts in, winners and reasons out."""

from datetime import UTC, datetime, timedelta

import pytest

from courses.rules.fairness import Applicant, Quota, Sharing, share_out

MONDAY = datetime(2026, 10, 5, 8, tzinfo=UTC)


def who(number: int, entity: int, **facts: int | str) -> Applicant:
    return Applicant(number, entity, MONDAY + timedelta(minutes=number), **facts)  # type: ignore[arg-type]


def seated(applicants: list[Applicant], sharing: Sharing) -> list[int]:
    return [placed.id for placed in share_out(applicants, sharing) if placed.seated]


@pytest.mark.parametrize(
    ("applicants", "sharing", "winners"),
    [
        ([who(2, 1), who(1, 2)], Sharing(1), [1]),
        ([who(1, 1), who(2, 1), who(3, 2)], Sharing(2), [1, 3]),
        ([who(1, 1), who(2, 1), who(3, 2)], Sharing(3), [1, 3, 2]),
        ([who(1, 1, hours=20), who(2, 2, hours=4)], Sharing(1), [2]),
        ([who(1, 1, no_shows=1), who(2, 2, hours=19)], Sharing(1), [2]),
        ([who(1, 1, no_shows=1), who(2, 2, hours=21)], Sharing(1), [1]),
        ([who(1, 1), who(2, 2)], Sharing(1, held={1: 1}), [2]),
        ([who(1, 1), who(2, 1)], Sharing(5, one_per_entity=True), [1]),
        ([who(1, 1, hours=90), who(2, 1), who(3, 2)], Sharing(2, fair=False), [1, 2]),
        # One seat of two is kept for villages up to 500: the town waits even though it came first.
        (
            [who(1, 1, population=9000), who(2, 2, population=9000), who(3, 3, population=80)],
            Sharing(2, quotas=[Quota("municipios de hasta 500", 1, 500)]),
            [1, 3],
        ),
        (
            [who(1, 1, population=9000), who(2, 2, population=9000)],
            Sharing(2, quotas=[Quota("municipios de hasta 500", 1, 500)]),
            [1],
        ),
        ([who(1, 1)], Sharing(0), []),
        ([], Sharing(4), []),
    ],
)
def test_places_go_by_bucket_score_moment_and_number(
    applicants: list[Applicant], sharing: Sharing, winners: list[int]
):
    assert seated(applicants, sharing) == winners
    # The order in which the rows happen to be read never matters.
    assert seated(applicants[::-1], sharing) == winners


def test_every_person_reads_why():
    first, second = share_out([who(1, 1, hours=8, no_shows=2), who(2, 1)], Sharing(1))
    assert (first.id, first.rank, first.score) == (2, 1, 0)
    assert (second.rank, second.score) == (2, 48)
    assert second.reasons == (
        "Tu ayuntamiento ya tiene plaza en esta edición: van antes los que no tienen ninguna.",
        "En los últimos 12 meses has hecho 8 horas: van antes quienes han hecho menos.",
        "Faltaste 2 veces sin justificar: cada una pesa como 20 horas.",
        "Si hay empate, cuenta quién la pidió antes.",
        "No quedan plazas: esperas a que alguien renuncie.",
    )


def test_seats_kept_for_others_are_named():
    (only,) = share_out([who(1, 1, population=9000)], Sharing(1, quotas=[Quota("concejos", 1, 100)]))
    assert only.reasons[-1] == "Las plazas que quedan se guardan de momento para concejos."
