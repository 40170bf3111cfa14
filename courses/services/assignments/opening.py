"""Who may open a file that was handed in."""

from typing import Any

from core.models import StoredFile
from core.tenancy import unscoped
from courses.models import SubmissionFile
from courses.rules.assignments import reads_every_work


def may_open_handed_in(person: Any, stored: StoredFile) -> bool:
    """Say whether this person may open this file: it is her own work, or of an edition she marks."""
    if not person.is_authenticated:
        return False
    with unscoped("los mismos bytes pueden estar en entregas de varios ayuntamientos"):
        handed = SubmissionFile.objects.filter(stored=stored)
        if reads_every_work(person):
            return bool(handed.exists())
        hers = handed.filter(submission__enrolment__person=person)
        given = handed.filter(submission__assignment__edition__trainers=person)
        return bool(hers.exists() or given.exists())
