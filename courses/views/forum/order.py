"""Keeping order in the questions of an edition: pinning, closing, the good answer, hiding, erasing."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from core.errors import Conflict
from courses.forms.forum import ReasonForm
from courses.models import ForumPost, ForumThread
from courses.plain_text import paragraphs
from courses.services.forum import (
    close_thread,
    erase_post,
    hide_post,
    mark_good_answer,
    pin_thread,
    restore_post,
)
from courses.services.forum.door import only_who_keeps_order
from courses.views.forum.threads import OK, attempt, way_back
from courses.views.requests import PersonRequest

# Of a question: what the button says → the verb and what is told afterwards.
OF_A_THREAD: Mapping[str, tuple[Callable[..., Any], dict[str, bool], str]] = {
    "pin": (pin_thread, {"pinned": True}, "La pregunta queda la primera de la lista."),
    "unpin": (pin_thread, {"pinned": False}, "La pregunta vuelve a su sitio en la lista."),
    "close": (close_thread, {"closed": True}, "La pregunta está cerrada: no admite más respuestas."),
    "open": (close_thread, {"closed": False}, "La pregunta admite respuestas otra vez."),
}
# Of a message, when nothing has to be said.
OF_A_POST: Mapping[str, tuple[Callable[..., Any], dict[str, bool], str]] = {
    "good": (mark_good_answer, {"good": True}, "Marcada como respuesta buena."),
    "not_good": (mark_good_answer, {"good": False}, "Ya no está marcada como respuesta buena."),
    "restore": (restore_post, {}, "El mensaje vuelve a verse."),
}
# Of a message, with a reason.
WITH_REASON: Mapping[str, tuple[Callable[..., Any], str]] = {
    "hide": (hide_post, "Mensaje retirado. Quien lo escribió recibe un correo con el motivo."),
    "erase": (erase_post, "El texto está borrado para siempre."),
}


def keep(request: PersonRequest, pk: int) -> HttpResponse:
    """Pin or close a question, or undo it."""
    found = get_object_or_404(ForumThread.objects.select_related("edition"), pk=pk)
    only_who_keeps_order(request.user, found.edition)
    if request.POST.get("act", "") not in OF_A_THREAD:
        raise Conflict(NOTHING)
    verb, how, said = OF_A_THREAD[request.POST["act"]]
    verb(thread=found, actor=request.user, **how)
    messages.success(request, said)
    return redirect("courses:forum_thread", pk)


NOTHING = "No hemos cambiado nada: elige qué quieres hacer."


def moderate(request: PersonRequest, pk: int) -> HttpResponse:
    """Ask why a message is hidden or erased; on POST, do what its button says."""
    found = get_object_or_404(ForumPost.objects.in_detail().select_related("thread__edition__course"), pk=pk)
    only_who_keeps_order(request.user, found.thread.edition)
    act = request.POST.get("act", "")
    if act in OF_A_POST:
        verb, how, said = OF_A_POST[act]
        verb(post=found, actor=request.user, **how)
        messages.success(request, said)
        return redirect("courses:forum_thread", found.thread_id)
    form, status = ReasonForm(request.POST if request.method == "POST" else None), OK
    if request.method == "POST":
        if act not in WITH_REASON:
            raise Conflict(NOTHING)
        verb_with, said = WITH_REASON[act]
        status = attempt(form, lambda typed: verb_with(post=found, actor=request.user, **typed))
        if status == OK:
            messages.success(request, said)
            return redirect("courses:forum_thread", found.thread_id)
    return render(request, "courses/forum/moderate.html", _page(found, form), status=status)


def _page(found: ForumPost, form: ReasonForm) -> dict[str, Any]:
    back = reverse("courses:forum_thread", args=[found.thread_id])
    return {
        "page_title": "Retirar un mensaje",
        "breadcrumbs": [*way_back(found.thread.edition, listed=True), (found.thread.title, back)],
        "post": found,
        "text": paragraphs(found.text),
        "versions": [(row, paragraphs(row.text)) for row in found.versions.all()],
        "form": form,
        "back": back,
    }
