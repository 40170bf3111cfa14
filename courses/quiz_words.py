"""Sentences about quizzes, as people say them. Pure: figures in, Spanish out."""

from decimal import Decimal
from fractions import Fraction


def points(value: Decimal | Fraction | int | None) -> str:
    """Say some points: "7", "7,5"; two decimals at most."""
    if value is None:
        return "–"
    written = f"{float(value):.2f}".rstrip("0").rstrip(".")
    return written.replace(".", ",")


def score(got: Decimal | None, out_of: int) -> str:
    """Say a result: "8 de 10"."""
    return f"{points(got)} de {out_of}"


def needed(out_of: int, percent: int) -> str:
    """Say what is needed to pass: "6 de 10 puntos"."""
    return f"{points(Fraction(out_of * percent, 100))} de {out_of} {'punto' if out_of == 1 else 'puntos'}"


def attempts_left(left: int | None) -> str:
    """Say how many attempts are left."""
    if left is None:
        return "Puedes hacer los intentos que quieras"
    if left == 0:
        return "No te quedan intentos"
    return "Te queda 1 intento" if left == 1 else f"Te quedan {left} intentos"


def attempts_allowed(allowed: int) -> str:
    """Say how many attempts a quiz has."""
    if not allowed:
        return "Sin límite"
    return "1 intento" if allowed == 1 else f"{allowed} intentos"


def questions(count: int) -> str:
    """Say how many questions there are."""
    return "1 pregunta" if count == 1 else f"{count} preguntas"


def to_mark(count: int) -> str:
    """Say how many wait to be read: "2 por corregir"."""
    return f"{count} por corregir"


def points_worth(value: int) -> str:
    """Say what a question is worth."""
    return "1 punto" if value == 1 else f"{value} puntos"


def passed(done: int, total: int) -> str:
    """Say how many are passed: "1 de 2 aprobados"."""
    if total == 1:
        return "Aprobado" if done else "Sin aprobar todavía"
    return f"{done} de {total} aprobados"
