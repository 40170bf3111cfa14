"""Why a link does not open."""

from typing import Final

GONE: Final[dict[str, str]] = {
    "expired": "El enlace ha caducado.",
    "revoked": "El enlace se ha retirado.",
    "used": "El enlace ya se abrió en otro dispositivo, y es para una sola persona.",
    "closed": "Este enlace ya no deja entrar a nadie más.",
    "ended": "La reunión ha terminado.",
}


class GuestRefused(Exception):
    """A link that does not open; `code` is one of `GONE`, "unknown" or "other_room"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
        self.reason = GONE.get(code, "No conocemos ese enlace. Quizá no se ha copiado entero.")
        if code == "other_room":
            self.reason = "El enlace es para otra sala."

    @property
    def status(self) -> int:
        """Return the number of the answer: it was good once, is for elsewhere, or never was."""
        return 410 if self.code in GONE else 403 if self.code == "other_room" else 404
