"""Signs of life: `/vivo/` says the process answers, `/listo/` that it can serve."""

from django.http import HttpRequest, JsonResponse

from core import health


def alive(request: HttpRequest) -> JsonResponse:
    """Answer at once, without touching anything."""
    return JsonResponse({"vivo": True})


def ready(request: HttpRequest) -> JsonResponse:
    """Answer 200 when every part works and 503 when one does not, naming each."""
    parts = health.parts()
    good = all(part["ok"] for part in parts.values())
    answer = JsonResponse({"listo": good, "partes": parts}, status=200 if good else 503)
    answer["Cache-Control"] = "no-store"
    return answer
