"""Everybody who asked for a place in an edition, narrowed and in the order in which one deals with them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, IntegerField, QuerySet, Value, When
from django.utils import timezone

from core.spreadsheets import spreadsheet
from core.tenancy import unscoped
from courses.enums import SEATED, EnrolmentState
from courses.models import Edition, Enrolment
from people.models import LocalEntity, User
from people.querysets import keys_matching

State = EnrolmentState
ANSWERABLE = (State.APPLIED, State.SUPERVISOR_OK)
HEAD = ("Persona", "Correo", "Por quién", "Código INE", "Estado", "Pedida", "Orden", "Motivos")
# What one deals with first: who waits for an answer, who has a seat, who waits for one, the rest.
SECTIONS = Case(
    When(state__in=ANSWERABLE, then=Value(0)),
    When(state__in=SEATED, then=Value(1)),
    When(state=State.WAITING, then=Value(2)),
    default=Value(3),
    output_field=IntegerField(),
)
# Where the waiting list is in its own order and the rest is by name.
TURN = Case(When(state=State.WAITING, then=F("rank")), default=Value(0), output_field=IntegerField())
SCORE = Case(When(state=State.WAITING, then=F("score")), default=Value(0), output_field=IntegerField())
SINCE = Case(When(state__in=(State.WAITING, *ANSWERABLE), then=F("applied_at")), default=Value(None))


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What was asked for; what is empty does not narrow."""

    words: str = ""
    state: str = ""
    entity: LocalEntity | None = None


def places_listed(*, edition: Edition, reader: User, narrowed: Narrowed) -> QuerySet[Enrolment]:
    """Return the places this reader may see. Read it inside `unscoped`; two queries at most."""
    seen: Any = Enrolment.objects.visible_to(reader).filter(edition=edition)
    if narrowed.state:
        seen = seen.filter(state=narrowed.state)
    if narrowed.entity:
        seen = seen.filter(entity=narrowed.entity)
    if narrowed.words.strip():
        names = seen.values_list("pk", "person__first_name", "person__last_name", "person__email")
        seen = seen.filter(pk__in=keys_matching(names, narrowed.words))
    found: QuerySet[Enrolment] = seen.select_related("person", "entity").order_by(
        SECTIONS, TURN, SCORE, SINCE, "person__last_name", "person__first_name", "pk"
    )
    return found


def towns_of(edition: Edition) -> QuerySet[LocalEntity]:
    """Return the town halls in whose name a place of this edition was asked for."""
    with unscoped("los ayuntamientos de la lista de una edición"):
        places = Enrolment.objects.filter(edition=edition).order_by()
        named = set(places.values_list("entity", flat=True))
    found: QuerySet[LocalEntity] = LocalEntity.objects.filter(pk__in=named).order_by("name")
    return found


def places_csv(places: QuerySet[Enrolment]) -> str:
    """Return the list for a spreadsheet; no cell of it is a formula."""
    return spreadsheet(HEAD, (_cells(place) for place in places))


def _cells(place: Enrolment) -> tuple[str, ...]:
    asked = timezone.localtime(place.applied_at)
    return (
        place.person.get_full_name(),
        place.person.email,
        place.entity.name,
        place.entity.ine_code,
        str(place.get_state_display()),
        f"{asked:%d/%m/%Y %H:%M}",
        str(place.rank or ""),
        " ".join(place.reasons),
    )
