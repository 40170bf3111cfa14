"""Where what a package says is received."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from courses.services.packages.committing import LARGEST, CommitRefused, commit, read_saying
from courses.services.packages.tokens import TokenExpired, TokenRefused, read_writing

TOO_LARGE = CommitRefused(413, "Lo que quiere guardar el paquete ocupa más de 1 MB.")


@csrf_exempt  # its address is signed and asks for no cookie; a browser that closes cannot send a CSRF token
def commit_said(request: HttpRequest, token: str) -> HttpResponse:
    """Keep a commit: from the launch page, or the last one that the player sends as it goes (text/plain)."""
    try:
        writing = read_writing(token)
    except TokenRefused:
        return _refused(CommitRefused(404, "Esta dirección no existe."))
    except TokenExpired:
        return _refused(CommitRefused(403, "Esta página lleva abierta demasiado tiempo. Ábrela de nuevo."))
    try:
        kept = commit(writing=writing, saying=read_saying(_body(request)))
    except CommitRefused as refused:
        return _refused(refused)
    return JsonResponse({"kept": kept})


def _body(request: HttpRequest) -> bytes:
    said = request.headers.get("Content-Length", "")
    if said.isdecimal() and int(said) > LARGEST:
        raise TOO_LARGE
    try:
        return request.body
    except RequestDataTooBig:
        raise TOO_LARGE from None


def _refused(refused: CommitRefused) -> HttpResponse:
    return JsonResponse({"kept": False, "reason": refused.reason}, status=refused.status)
