"""What one attempt asks: questions drawn and put in order by a seed that is kept, copied whole."""

from collections.abc import Sequence
from random import Random
from typing import Any

from courses.enums import QuestionKind
from courses.models import Question, Quiz, QuizPart

Frozen = dict[str, Any]


def freeze(*, quiz: Quiz, seed: str) -> Frozen:
    """Return the paper of an attempt: the same quiz and the same seed give the same paper.

    It holds everything needed to show, to mark and to say what was right, for ever.
    """
    lot = Random(seed)  # noqa: S311  (draws questions, not secrets; a seed makes the draw repeatable)
    drawn = _drawn(list(quiz.parts.select_related("question")), lot)
    if quiz.shuffle:
        lot.shuffle(drawn)
        # What takes longest to write stays for the end, where editors announce it.
        drawn.sort(key=lambda question: question.kind == QuestionKind.ESSAY)
    questions = [_asked(f"p{n}", each, lot, quiz.shuffle) for n, each in enumerate(drawn, start=1)]
    return {
        "seed": seed,
        "title": quiz.title,
        "pass_percent": quiz.pass_percent,
        "feedback_when": quiz.feedback_when,
        "questions": questions,
    }


def _drawn(parts: Sequence[QuizPart], lot: Random) -> list[Question]:
    # A question that is asked by name is not drawn again out of its bank.
    taken = {part.question_id for part in parts if part.question_id}
    chosen: list[Question] = []
    for part in parts:
        if part.question:
            chosen.append(part.question)
            continue
        pool = list(Question.objects.of_bank(part.bank).exclude(pk__in=taken))
        some = lot.sample(pool, min(part.how_many or 0, len(pool)))
        taken |= {question.pk for question in some}
        chosen += some
    return chosen


def _asked(key: str, question: Question, lot: Random, shuffled: bool) -> Frozen:
    return {
        "key": key,
        "question": question.pk,
        "kind": question.kind,
        "title": question.title,
        "text": question.text,
        "data": question.data,
        "feedback": question.feedback,
        "points": question.points,
        "order": _order(question, lot, shuffled),
    }


def _order(question: Question, lot: Random, shuffled: bool) -> list[Any]:
    """Return in which order its options are shown: turns of choices or items, texts of a matching."""
    data, kind = question.data, question.kind
    if kind in (QuestionKind.SINGLE, QuestionKind.MULTIPLE):
        turns = list(range(len(data["choices"])))
        return lot.sample(turns, len(turns)) if shuffled else turns
    if kind == QuestionKind.ORDERING:
        # Shown in order, these two would be answered already: they are always mixed.
        return _mixed(list(range(len(data["items"]))), lot)
    if kind == QuestionKind.MATCHING:
        texts = [right for _, right in data["pairs"]] + list(data.get("distractors", []))
        return sorted(set(texts), key=lambda text: (text.casefold(), text))
    return []


def _mixed(turns: list[int], lot: Random) -> list[int]:
    mixed = lot.sample(turns, len(turns))
    return mixed if mixed != turns else turns[1:] + turns[:1]
