"""What a person does in the questions of an edition, as a browser would send it."""

from typing import Any
from uuid import uuid4

from django.test import Client
from django.urls import reverse

from courses.models import Edition, ForumPost, ForumThread


def asks(client: Client, edition: Edition, title: str, text: str = "No lo encuentro.", key: str = "") -> Any:
    """Send the form «Publicar la pregunta»."""
    form = {"title": title, "text": text, "idempotency_key": key or str(uuid4())}
    return client.post(reverse("courses:forum_new", args=[edition.code]), form)


def answers(client: Client, thread: ForumThread, text: str, key: str = "") -> Any:
    """Send the form «Publicar la respuesta»."""
    form = {"text": text, "idempotency_key": key or str(uuid4())}
    return client.post(reverse("courses:forum_thread", args=[thread.pk]), form)


def moderates(client: Client, post: ForumPost, act: str, reason: str = "") -> Any:
    """Press a button of whoever keeps order."""
    return client.post(reverse("courses:forum_moderate", args=[post.pk]), {"act": act, "reason": reason})


def keeps(client: Client, thread: ForumThread, act: str) -> Any:
    """Press a button over a whole question."""
    return client.post(reverse("courses:forum_keep", args=[thread.pk]), {"act": act})


def page_of(client: Client, thread: ForumThread) -> str:
    """The page of a question."""
    return str(client.get(reverse("courses:forum_thread", args=[thread.pk])).content.decode())


def list_of(client: Client, edition: Edition, **asked: str) -> list[str]:
    """The titles of the list, in order."""
    page = client.get(reverse("courses:forum", args=[edition.code]), asked).context["page"]
    return [thread.title for thread in page]


def texts_of(thread: ForumThread) -> list[str]:
    """Every message of a question, the question first."""
    return list(thread.posts.values_list("text", flat=True))
