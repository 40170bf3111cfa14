"""What a person does with assignments, as a browser would send it."""

from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from core.tenancy import unscoped
from courses.models import Assignment, Marking, Submission
from courses.services import assignments as services
from courses.services.assignments.marking import Mark
from people.models import User

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def a_pdf(name: str = "justificante.pdf", more: bytes = b"") -> SimpleUploadedFile:
    """A small paper."""
    return SimpleUploadedFile(name, PDF + more, "application/pdf")


def hands_in(client: Client, work: Assignment, text: str = "", *files: Any, key: str = "") -> Any:
    """Send the form «Entregar la tarea»."""
    form = {"text": text, "files": list(files), "idempotency_key": key or str(uuid4())}
    return client.post(reverse("courses:assignment", args=[work.pk]), form)


def marks(client: Client, given: Submission, points: str, comment: str = "", **rest: str) -> Any:
    """Send the form «Guardar y pasar a la siguiente»."""
    form = {"points": points, "comment": comment, "idempotency_key": str(uuid4()), **rest}
    return client.post(reverse("courses:mark", args=[given.pk]), form)


def marked(given: Submission, actor: User, points: Any, comment: str = "", reason: str = "") -> Marking:
    """Mark a delivery without a browser."""
    mark = Mark(points, comment, reason)
    return services.mark_submission(submission=given, mark=mark, actor=actor, key=str(uuid4()))


def deliveries_of(work: Assignment) -> list[Submission]:
    """Every delivery of an assignment, in the order in which it came."""
    with unscoped("las pruebas miran todas las entregas"):
        return list(Submission.objects.filter(assignment=work).order_by("handed_at", "pk"))


def files_of(given: Submission) -> list[tuple[str, int]]:
    """Name and size of the files of a delivery."""
    with unscoped("las pruebas miran todas las entregas"):
        return list(given.files.values_list("name", "stored__size"))


def digests_of(given: Submission) -> list[str]:
    """SHA-256 of the files of a delivery."""
    with unscoped("las pruebas miran todas las entregas"):
        return list(given.files.values_list("stored__sha256", flat=True))


def said(answer: Any) -> str:
    """The page, as text."""
    return str(answer.content.decode())


def nothing() -> SimpleUploadedFile:
    """A file with nothing inside."""
    return SimpleUploadedFile("vacio.pdf", b"", "application/pdf")
