"""Signs of life: `/vivo/` says the process answers, `/listo/` that it can serve."""

from django.http import HttpRequest, JsonResponse


def alive(request: HttpRequest) -> JsonResponse:
    """Answer at once, without touching anything."""
    return JsonResponse({"vivo": True})
