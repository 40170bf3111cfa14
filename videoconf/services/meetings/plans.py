"""What a convener asks for, and whether it can be."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from core import clock
from core.errors import Conflict
from people.models import LocalEntity, User
from people.rules import serves
from videoconf.enums import MeetingKind

LONGEST: Final = timedelta(hours=12)
MOST_CALLED: Final = 100
MOST_POINTS: Final = 40


@dataclass(frozen=True, slots=True)
class Called:
    """Somebody to convene: her account is found by the address."""

    email: str
    name: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """A meeting as it is asked for."""

    title: str
    starts_at: datetime
    ends_at: datetime
    called: tuple[Called, ...]
    points: tuple[str, ...] = ()
    about: str = ""
    kind: str = MeetingKind.MEETING
    legal_basis: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return it as plain values, to tell one plan from another."""
        hours = {"starts_at": self.starts_at.isoformat(), "ends_at": self.ends_at.isoformat()}
        lists = {"called": [asdict(each) for each in self.called], "points": list(self.points)}
        return {**asdict(self), **hours, **lists, "kind": str(self.kind)}


def require_possible(plan: Plan, *, by: User, entity: LocalEntity) -> None:
    """Check a plan before anything is written. Errors: Conflict with the sentence to read."""
    for wrong, why in _faults(plan, by, entity):
        if wrong:
            raise Conflict(why)


def _faults(plan: Plan, by: User, entity: LocalEntity) -> list[tuple[bool, str]]:
    addresses = [each.email.lower() for each in plan.called]
    lasts = plan.ends_at - plan.starts_at
    return [
        (not serves(by, entity), f"No trabajas para {entity.name}: no puedes convocar en su nombre."),
        (plan.starts_at <= clock.now(), "La reunión tiene que empezar más tarde de ahora."),
        (not timedelta(0) < lasts <= LONGEST, "La reunión dura como mucho doce horas."),
        (not addresses, "Convoca al menos a una persona."),
        (len(addresses) > MOST_CALLED, f"Se puede convocar a {MOST_CALLED} personas como mucho."),
        (len(set(addresses)) < len(addresses), "Hay una dirección repetida."),
        (by.email.lower() in addresses, "Tú ya estás: no te convoques."),
        (len(plan.points) > MOST_POINTS, f"El orden del día admite {MOST_POINTS} puntos."),
        (
            plan.kind == MeetingKind.BODY and not plan.legal_basis.strip(),
            "Un órgano colegiado solo se reúne a distancia si una norma o acuerdo lo permite: cítalo.",
        ),
    ]
