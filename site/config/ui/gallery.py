"""The gallery: every component at work, for whoever builds a page. Only in the demo or while developing."""

from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from config.ui.samples import SampleForm, sample_page

ICONS = (
    "attention", "bell", "book", "calendar", "camera", "certificate", "chat", "check", "download",
    "exit", "hand", "help", "key", "list", "lock", "mail", "microphone", "news", "page", "people",
    "phone", "play", "screen", "search", "stamp", "townhall",
)  # fmt: skip
DRAWINGS = ("tower", "screen", "counter", "stamp", "bell")
COLOURS = (
    "paper", "card", "sunk", "line", "edge", "ink", "soft", "encina", "encina-dark", "encina-tint",
    "trigo", "trigo-tint", "trigo-ink", "teja", "teja-tint", "teja-ink",
)  # fmt: skip
SHEETS = ("inicio", "vacio", "portada", "400", "403", "403_csrf", "404", "409", "413", "429", "500")
TEMPLATES = {"inicio": "home.html", "vacio": "home.html", "portada": "landing.html"}


def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component; `?hoja=` shows one whole page with sample values; a POST shows the errors."""
    if not (settings.DEMO_MODE or settings.DEBUG):
        raise Http404
    sheet = request.GET.get("hoja", "")
    if sheet in SHEETS:
        return render(request, TEMPLATES.get(sheet, f"{sheet}.html"), sample_page(sheet))
    return render(request, "gallery.html", _everything(request))


def _everything(request: HttpRequest) -> dict[str, Any]:
    wrong = "error" in request.GET
    messages.success(request, "Guardado. Así se dice que algo ha salido bien.")
    messages.error(request, "Así se dice que algo no ha podido ser.")
    return {
        "form": SampleForm({"starts_day": "31", "starts_month": "2", "starts_year": "2026"})
        if wrong
        else SampleForm(),
        "sample": SimpleNamespace(**sample_page("inicio")),
        "icons": ICONS,
        "drawings": DRAWINGS,
        "colours": COLOURS,
        "sheets": SHEETS,
        "crumbs": [("Formación", "#formacion"), ("Ciclo de administración electrónica", "#ciclo")],
        "facts": [("Clases", "5, 7, 13 y 15 oct"), ("Horas", "20"), ("Asistencia", "80 %")],
        "head": ["Ayuntamiento", "Personas formadas", "Última clase"],
        "rows": [["Villaseca de la Sierra", 3, "5 oct"], ["Fuentealba", 1, "13 oct"]],
        "page": Paginator(range(90), 30).page(2),
    }
