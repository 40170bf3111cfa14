"""What a room refuses, and how it says so."""

from typing import Final

MESSAGES: Final[dict[str, str]] = {
    "ended": "La sesión ha terminado.",
    "not_admitted": "No estás en la lista de quien puede entrar.",
    "not_in_room": "Antes tienes que entrar en la sala.",
    "forbidden": "No puedes hacer eso en esta sala.",
    "gone": "Esa persona ya no está en la sala.",
    "no_media": "La imagen y la voz no están disponibles ahora. Sigue por escrito; lo volvemos a intentar.",
    "locked": "La entrada está cerrada. Si la abren, entrarás sin hacer nada.",
    "shut": "La entrada está cerrada. Ábrela antes de dejar pasar a nadie.",
    "denied": "Quien dirige no te ha dejado entrar.",
    "withdrew": "Ya no estás esperando para entrar.",
    "removed": "Quien dirige te ha sacado de la sala.",
    "phase": "La sala no puede pasar a esa fase.",
    "paused": "Para dar la palabra, la sesión tiene que estar abierta.",
    "floor_full": "Ya hay cuatro personas con la palabra. Retírasela antes a alguna.",
    "poll_open": "Ya hay una encuesta abierta. Ciérrala antes de abrir otra.",
    "poll_early": "La sesión no ha empezado. Ábrela antes de preguntar.",
    "poll_closed": "Esa encuesta ya está cerrada.",
    "poll_option": "Esa respuesta no está en la encuesta.",
    "poll_answered": "Ya has respondido a esta encuesta.",
    "slides_gone": "Esas diapositivas ya no están, o no están listas.",
    "slide_page": "Esa diapositiva no existe.",
    "malformed": "No se ha entendido el mensaje.",
    "unknown_kind": "No se conoce ese tipo de mensaje.",
    "too_fast": "Demasiados mensajes seguidos. Espera un momento.",
}


class RoomRefused(Exception):
    """A verb of the room cannot be done; `code` travels to the page with its message."""

    def __init__(self, code: str) -> None:
        super().__init__(MESSAGES[code])
        self.code = code
        self.message = MESSAGES[code]
