"""Asking for many places with a file: read and judged first, done only when confirmed."""

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from courses import words
from courses.forms.editions import PlacesFileForm
from courses.models import Edition
from courses.services import import_places, read_places
from courses.services.places.importing import Listed, decoded
from courses.views.requests import PersonRequest
from people.services import PeopleError

SALT = "courses.import"
AN_HOUR = 3600


def importing(request: PersonRequest, code: str) -> HttpResponse:
    """Show the form; read a file and say what it would do; or do what was shown."""
    edition = get_object_or_404(Edition.objects.select_related("course"), code=code)
    context: dict[str, Any] = {
        "page_title": "Pedir plaza con un fichero",
        "breadcrumbs": [("Gestionar la edición", reverse("courses:management", args=[code]))],
        "edition": edition,
        "form": PlacesFileForm(),
    }
    try:
        if "confirmed" in request.POST:
            done = _confirmed(request, edition)
            asked = words.counted(len(done.good), "plaza pedida", "plazas pedidas")
            messages.success(request, f"Hecho: {asked}.")
            return redirect("courses:people", edition.code)
        if request.method == "POST":
            context |= _read(request, edition)
    except PeopleError as refusal:
        context["form"] = refused = PlacesFileForm(request.POST, request.FILES)
        refused.errors["file"] = refused.error_class([refusal.reason])
    return render(request, "courses/import.html", context)


def _read(request: PersonRequest, edition: Edition) -> dict[str, Any]:
    sent = request.FILES.get("file")
    if sent is None:
        raise PeopleError("Elige el fichero CSV.")
    listed = read_places(edition=edition, text=decoded(sent.read()))
    shown = {"edition": edition.pk, "text": listed.text, "good": len(listed.good)}
    return {"listed": listed, "confirmed": signing.dumps(shown, salt=SALT, compress=True)}


def _confirmed(request: PersonRequest, edition: Edition) -> Listed:
    try:
        shown = signing.loads(request.POST["confirmed"], salt=SALT, max_age=AN_HOUR)
    except signing.BadSignature as error:
        raise PeopleError("La revisión ha caducado. Sube otra vez el fichero.") from error
    if shown["edition"] != edition.pk:
        raise PeopleError("Esa revisión era de otra edición. Sube otra vez el fichero.")
    return import_places(edition=edition, text=shown["text"], expected=shown["good"], actor=request.user)
