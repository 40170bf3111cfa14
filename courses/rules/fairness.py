"""In which order places are given, and why each person is where she is. Pure: facts in, order out.

Order = (priority bucket, score, moment of asking, number). Never a name, never a lottery.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

# One class missed without a reason weighs as many hours of training as a long course.
NO_SHOW_HOURS = 20


@dataclass(frozen=True, slots=True)
class Applicant:
    """What the order may know of an application. There is no name here, so no name can weigh."""

    id: int
    entity_id: int
    applied_at: datetime
    population: int = 0
    kind: str = ""
    hours: int = 0
    no_shows: int = 0
    comarca: str = ""

    @property
    def score(self) -> int:
        """The fewer, the sooner."""
        return self.hours + NO_SHOW_HOURS * self.no_shows


@dataclass(frozen=True, slots=True)
class Quota:
    """Seats still kept for some town halls."""

    label: str
    left: int
    max_population: int | None = None
    kind: str = ""
    comarca: str = ""
    entity_id: int | None = None

    def fits(self, applicant: Applicant) -> bool:
        """Whether these seats are kept for this town hall."""
        small = self.max_population is None or applicant.population <= self.max_population
        theirs = self.kind in ("", applicant.kind) and self.comarca in ("", applicant.comarca)
        return small and theirs and self.entity_id in (None, applicant.entity_id)


@dataclass(frozen=True, slots=True)
class Sharing:
    """How many seats are free and under which rules they are given now."""

    free: int
    fair: bool = True
    one_per_entity: bool = False
    quotas: Sequence[Quota] = ()
    # Seats each town hall holds already in this edition.
    held: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Placed:
    """Where an application ended."""

    id: int
    rank: int
    score: int
    seated: bool
    reasons: tuple[str, ...]


def share_out(applicants: Iterable[Applicant], sharing: Sharing) -> list[Placed]:
    """Return every application in its order: those with a seat first, then the waiting list."""
    table = _Table(sharing)
    remaining = sorted(applicants, key=table.key)
    seated: list[tuple[Applicant, tuple[str, ...]]] = []
    waiting: list[tuple[Applicant, tuple[str, ...]]] = []
    while remaining:
        following = remaining.pop(0)
        blocked = table.blocked(following)
        reasons = (*table.reasons(following), blocked or "Por ese orden te toca una plaza.")
        if blocked:
            waiting.append((following, reasons))
        else:
            table.give(following)
            seated.append((following, reasons))
            # Each seat given changes who comes next: a town hall that has one yields to those with none.
            remaining.sort(key=table.key)
    return [
        Placed(each.id, rank, each.score if sharing.fair else 0, rank <= len(seated), reasons)
        for rank, (each, reasons) in enumerate([*seated, *waiting], start=1)
    ]


class _Table:
    """The seats while they are given."""

    def __init__(self, sharing: Sharing) -> None:
        self.sharing = sharing
        self.held = Counter(sharing.held)
        self.kept = [quota.left for quota in sharing.quotas]
        self.free = sharing.free

    def key(self, applicant: Applicant) -> tuple[int, int, datetime, int]:
        fair = self.sharing.fair
        bucket = int(fair and self.held[applicant.entity_id] > 0)
        return bucket, applicant.score if fair else 0, applicant.applied_at, applicant.id

    def blocked(self, applicant: Applicant) -> str:
        """Say why there is no seat for this one, or nothing."""
        if self.free <= 0:
            return "No quedan plazas: esperas a que alguien renuncie."
        if self.sharing.one_per_entity and self.held[applicant.entity_id]:
            return "De momento, cada ayuntamiento tiene como máximo una plaza, y el tuyo ya la tiene."
        if self._own_quota(applicant) is None and self.free <= sum(self.kept):
            kept = next(q.label for q, left in zip(self.sharing.quotas, self.kept, strict=True) if left)
            return f"Las plazas que quedan se guardan de momento para {kept}."
        return ""

    def give(self, applicant: Applicant) -> None:
        own = self._own_quota(applicant)
        if own is not None:
            self.kept[own] -= 1
        self.free -= 1
        self.held[applicant.entity_id] += 1

    def reasons(self, applicant: Applicant) -> tuple[str, ...]:
        if not self.sharing.fair:
            return ("Las plazas se dan por orden de llegada.",)
        if self.held[applicant.entity_id]:
            bucket = "Tu ayuntamiento ya tiene plaza en esta edición: van antes los que no tienen ninguna."
        else:
            bucket = "Tu ayuntamiento no tenía ninguna plaza en esta edición, y por eso va antes."
        return (bucket, *_score_reasons(applicant))

    def _own_quota(self, applicant: Applicant) -> int | None:
        fits = (n for n, quota in enumerate(self.sharing.quotas) if self.kept[n] and quota.fits(applicant))
        return next(fits, None)


def _score_reasons(applicant: Applicant) -> tuple[str, ...]:
    hours = f"En los últimos 12 meses has hecho {applicant.hours} horas: van antes quienes han hecho menos."
    tie = "Si hay empate, cuenta quién la pidió antes."
    if not applicant.no_shows:
        return hours, tie
    missed = "1 vez" if applicant.no_shows == 1 else f"{applicant.no_shows} veces"
    weigh = f"Faltaste {missed} sin justificar: cada una pesa como {NO_SHOW_HOURS} horas."
    return hours, weigh, tie
