"""Questions of a bank: keeping those of a file."""

from collections.abc import Sequence

from django.db import transaction

from core import audit
from courses.banks.checking import why_wrong
from courses.banks.items import LONGEST_BANK, LONGEST_TITLE, Item
from courses.models import Question

BATCH = 500


def store_questions(*, items: Sequence[Item], actor_id: int | None, source: str, bank: str = "") -> int:
    """Keep the questions of a file, all or none; return how many.

    Pre-conditions: the items come from `courses.banks`; a description among them is left out.
    Effects: one row each, under `bank` where one is given; one audit row with the count and the file's name.
    Errors: ValueError if an item was changed since it was read and no longer fits its kind.
    """
    kept = [_question(item, bank) for item in items if item.kind != "description"]
    with transaction.atomic():
        Question.objects.bulk_create(kept, batch_size=BATCH)
        detail = {"count": len(kept), "file": source[:200], "bank": bank[:LONGEST_BANK]}
        audit.record(
            action="courses.questions.imported",
            actor_id=actor_id,
            entity_id=None,
            target="courses.question",
            detail=detail,
        )
    return len(kept)


def _question(item: Item, bank: str) -> Question:
    reason = why_wrong(kind=item.kind, text=item.text, data=item.data)
    if reason:
        raise ValueError(reason)
    path = "/".join(step for step in (bank.strip("/ "), item.bank) if step)
    return Question(
        kind=item.kind,
        title=item.title[:LONGEST_TITLE],
        text=item.text,
        data=item.data,
        bank=path[:LONGEST_BANK],
        feedback=item.feedback,
        points=item.points,
    )
