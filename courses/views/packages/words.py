"""How the state of a package is said. Pure: a state in, Spanish out."""

from decimal import Decimal

from courses.enums.packages import Completion, Success
from courses.models import PackageAttempt
from courses.services.packages.states import State

BADGES = {Success.PASSED: ("Aprobado", "done"), Success.FAILED: ("No aprobado", "late")}
BUTTONS = {Completion.NOT_BEGUN: "Abrir el paquete", Completion.INCOMPLETE: "Seguir con el paquete"}
AGAIN = "Volver a abrir el paquete"


def figure(number: Decimal) -> str:
    """Say a figure without the zeros that say nothing: "8,5"."""
    return f"{number.quantize(Decimal('0.01')).normalize():f}".replace(".", ",")


def score(attempt: PackageAttempt | None) -> str:
    """Say a score in its own scale: "8,5 de 10", "85 de 100", "85 %"; nothing where there is none."""
    if attempt is None:
        return ""
    if attempt.score_raw is not None:
        most = f" de {figure(attempt.score_max)}" if attempt.score_max is not None else " puntos"
        return figure(attempt.score_raw) + most
    scaled = attempt.score_scaled
    return "" if scaled is None else f"{figure(scaled * 100)} %"


def time_spent(seconds: int) -> str:
    """Say how long: "menos de 1 min", "12 min", "1 h 5 min"; nothing where there is none."""
    if not seconds:
        return ""
    hours, minutes = seconds // 3600, seconds // 60 % 60
    if not hours:
        return f"{minutes} min" if minutes else "menos de 1 min"
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"


def badge(state: State) -> tuple[str, str]:
    """Return the words and the colour that stand for a package."""
    if state.success in BADGES and (state.is_done or state.success == Success.FAILED):
        return BADGES[state.success]
    if state.is_done:
        return "Terminado", "done"
    return ("A medias", "soon") if state.begun else ("Sin empezar", "")


def detail(state: State) -> str:
    """Say score, parts and time in one line."""
    parts = f"{state.done} de {len(state.parts)} partes" if len(state.parts) > 1 else ""
    noted = score(state.scored)
    spent = time_spent(state.seconds)
    said = (f"Nota: {noted}" if noted else "", parts, f"Tiempo: {spent}" if spent else "")
    return " · ".join(piece for piece in said if piece)


def button(completion: str) -> str:
    """Say what opening it does, by how far one is."""
    return BUTTONS.get(Completion(completion), AGAIN)
