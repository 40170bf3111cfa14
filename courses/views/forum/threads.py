"""The questions of an edition: looking for one, asking, answering, changing one's words."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from core import clock
from core.errors import Conflict, Refused
from core.idempotency import FIELD
from courses.forms.forum import AnswerForm, ChangeForm, QuestionForm
from courses.models import Edition, ForumPost, ForumThread
from courses.plain_text import cleaned, paragraphs
from courses.rules.forum import is_out_of_sight, may_edit_post
from courses.services.forum import answer_question, ask_question, edit_post, follow_thread, mark_as_read
from courses.services.forum.door import Standing, TooMany, standing_in
from courses.services.forum.following import seen_until, unread_in
from courses.views.requests import PersonRequest
from people.models import User
from people.querysets import folded

THREADS_A_PAGE, ANSWERS_A_PAGE = 20, 30
LONGEST_SEARCH, MOST_WORDS = 80, 6


def forum(request: PersonRequest, code: str) -> HttpResponse:
    """Show the questions of an edition, or those that hold some words."""
    edition = get_object_or_404(Edition.objects.select_related("course"), code=code)
    standing = standing_in(request.user, edition)
    typed = cleaned(request.GET.get("q", ""))[:LONGEST_SEARCH]
    found = ForumThread.objects.filter(edition=edition).holding(folded(typed).split()[:MOST_WORDS]).listed()
    page = Paginator(found, THREADS_A_PAGE).get_page(request.GET.get("pagina"))
    visit = seen_until(request.user, edition)
    fresh = {each.pk for each in page if visit is None or each.last_post_at > visit.seen_at}
    context = {
        "page_title": "Preguntas y respuestas",
        "breadcrumbs": way_back(edition),
        "edition": edition,
        "page": page,
        "total": page.paginator.count,
        "typed": typed,
        "query": urlencode({"q": typed}) if typed else "",
        "fresh": fresh,
        "unread": unread_in(request.user, edition),
        "leads": standing.leads,
    }
    return render(request, "courses/forum/list.html", context)


def read(request: PersonRequest, code: str) -> HttpResponse:
    """Note that she has read everything up to now."""
    edition = get_object_or_404(Edition, code=code)
    mark_as_read(edition=edition, person=request.user)
    return redirect("courses:forum", code)


def new(request: PersonRequest, code: str) -> HttpResponse:
    """Ask the class something."""
    edition = get_object_or_404(Edition.objects.select_related("course"), code=code)
    standing_in(request.user, edition)
    form = QuestionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        key = request.POST.get(FIELD, "")
        done = attempt(
            form, lambda typed: ask_question(edition=edition, person=request.user, key=key, **typed)
        )
        if done == OK:
            messages.success(request, "Tu pregunta está publicada. Te avisaremos cuando alguien conteste.")
            return redirect("courses:forum", code)
        return render(request, "courses/forum/ask.html", _asking(edition, form), status=done)
    return render(request, "courses/forum/ask.html", _asking(edition, form))


def thread(request: PersonRequest, pk: int) -> HttpResponse:
    """Show a question with its answers; on POST, answer it."""
    found = _found(pk)
    standing = standing_in(request.user, found.edition)
    form, status = AnswerForm(request.POST if request.method == "POST" else None), OK
    if request.method == "POST":
        key = request.POST.get(FIELD, "")
        status = attempt(
            form, lambda typed: answer_question(thread=found, person=request.user, key=key, **typed)
        )
        if status == OK:
            messages.success(request, "Tu respuesta está publicada.")
            last = Paginator(found.posts.answers(), ANSWERS_A_PAGE).num_pages
            return redirect(f"{reverse('courses:forum_thread', args=[pk])}?pagina={last}#responder")
    return render(
        request, "courses/forum/thread.html", _thread(request, found, standing, form), status=status
    )


def follow(request: PersonRequest, pk: int) -> HttpResponse:
    """Begin or stop getting a mail for each answer."""
    found = _found(pk)
    follows = request.POST.get("act") == "follow"
    follow_thread(thread=found, person=request.user, follows=follows)
    messages.success(
        request, "Te avisaremos de cada respuesta." if follows else "Ya no te avisaremos de las respuestas."
    )
    return redirect("courses:forum_thread", pk)


def edit(request: PersonRequest, pk: int) -> HttpResponse:
    """Change one's own words."""
    found = get_object_or_404(ForumPost.objects.select_related("thread__edition__course"), pk=pk)
    standing_in(request.user, found.thread.edition)
    back = redirect("courses:forum_thread", found.thread_id)
    if request.method == "GET" and not may_edit_post(request.user, found, clock.now()):
        raise Conflict("Un mensaje solo lo cambia quien lo escribió, en los 15 minutos siguientes.")
    form, status = (
        ChangeForm(request.POST if request.method == "POST" else None, initial={"text": found.text}),
        OK,
    )
    if request.method == "POST":
        status = attempt(form, lambda typed: edit_post(post=found, person=request.user, **typed))
        if status == OK:
            return back
    context = {
        "page_title": "Cambiar tu mensaje",
        "breadcrumbs": [*way_back(found.thread.edition, listed=True), (found.thread.title, back.url)],
        "form": form,
        "back": back.url,
    }
    return render(request, "courses/forum/edit.html", context, status=status)


OK = 200


def attempt(form: Form, act: Callable[[dict[str, Any]], object]) -> int:
    """Do what the form asks, or write in it why not; return the status: 200, 400, 409 or 429."""
    if not form.is_valid():
        return 400
    try:
        act(form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, refusal.reason)
        known = {TooMany: 429, Conflict: 409}
        return next((status for kind, status in known.items() if isinstance(refusal, kind)), 400)
    return OK


def way_back(edition: Edition, *, listed: bool = False) -> list[tuple[str, str]]:
    """Return the steps to the classroom, and to its questions."""
    back = [
        ("Mi formación", reverse("courses:mine")),
        (edition.course.title, reverse("courses:aula", args=[edition.code])),
    ]
    here = ("Preguntas y respuestas", reverse("courses:forum", args=[edition.code]))
    return [*back, here] if listed else back


def told(post: ForumPost, person: User, standing: Standing, *, good: int | None) -> dict[str, Any]:
    """Return a message as this person may read it: out of sight, only its author and who keeps order do."""
    hidden = is_out_of_sight(post)
    reads = not post.erased_at and (not hidden or standing.leads or post.author_id == person.pk)
    return {
        "post": post,
        "text": paragraphs(post.text) if reads else "",
        "reads": reads,
        "hidden": hidden,
        "is_hers": post.author_id == person.pk,
        "is_good": post.pk == good,
        "may_edit": may_edit_post(person, post, clock.now()),
    }


def _found(pk: int) -> ForumThread:
    named = ForumThread.objects.select_related("edition__course", "author")
    return get_object_or_404(named, pk=pk)


def _asking(edition: Edition, form: Form) -> dict[str, Any]:
    return {
        "page_title": "Hacer una pregunta",
        "breadcrumbs": way_back(edition, listed=True),
        "edition": edition,
        "form": form,
        "back": reverse("courses:forum", args=[edition.code]),
    }


def _thread(request: PersonRequest, found: ForumThread, standing: Standing, form: Form) -> dict[str, Any]:
    person = request.user
    posts = found.posts.in_detail().select_related("thread")
    question = posts.get(is_question=True)
    page = Paginator(posts.answers(), ANSWERS_A_PAGE).get_page(request.GET.get("pagina"))
    asked = told(question, person, standing, good=None)
    return {
        "page_title": found.title if asked["reads"] else "Pregunta retirada",
        "breadcrumbs": way_back(found.edition, listed=True),
        "edition": found.edition,
        "thread": found,
        "question": asked,
        "page": page,
        "total": page.paginator.count,
        "answers": [told(post, person, standing, good=found.solved_by_id) for post in page],
        "leads": standing.leads,
        "follows": found.followers.filter(pk=person.pk).exists(),
        "form": form,
    }
