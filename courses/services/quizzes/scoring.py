"""What an attempt is worth, question by question, exactly. Pure: the same paper gives the same score."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from courses.enums import QuestionKind
from courses.services.quizzes.marking import mark_answer

Marks = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Score:
    """The sum of an attempt."""

    got: Fraction
    out_of: int
    # Points of long answers nobody has read yet, and how many those are.
    waiting_points: int
    pending: int
    pass_percent: int

    @property
    def passed(self) -> bool | None:
        """Passed, not passed, or unknown while what is pending could still decide it."""
        needed = Fraction(self.out_of * self.pass_percent, 100)
        if self.out_of and self.got >= needed:
            return True
        return None if self.pending and self.got + self.waiting_points >= needed else False


def mark_paper(frozen: Mapping[str, Any], answers: Mapping[str, Any]) -> Marks:
    """Mark every question of a paper: the share of its points, or None where a person has to read it."""
    return {
        asked["key"]: {"share": _share(asked, answers.get(asked["key"]))} for asked in frozen["questions"]
    }


def add_up(frozen: Mapping[str, Any], marks: Marks) -> Score:
    """Add the marks of a paper up."""
    points = {asked["key"]: asked["points"] for asked in frozen["questions"]}
    unread = [key for key in points if marks.get(key, {}).get("share") is None]
    read = (Fraction(marks[key]["share"]) * points[key] for key in points if key not in unread)
    return Score(
        got=sum(read, Fraction(0)),
        out_of=sum(points.values()),
        waiting_points=sum(points[key] for key in unread),
        pending=len(unread),
        pass_percent=frozen["pass_percent"],
    )


def _share(asked: Mapping[str, Any], answer: Any) -> str | None:
    if asked["kind"] == QuestionKind.ESSAY and not answer:
        # Nothing was written: nobody has to read it.
        return "0"
    worth = mark_answer(kind=asked["kind"], data=asked["data"], answer=as_marked(asked, answer))
    return None if worth is None else str(worth)


def as_marked(asked: Mapping[str, Any], answer: Any) -> Any:
    """Return an answer as the marking takes it: an order is its texts, from the first place to the last."""
    if asked["kind"] != QuestionKind.ORDERING:
        return answer
    items: Sequence[str] = asked["data"]["items"]
    return [_item_at(place, items, answer or []) for place in range(1, len(items) + 1)]


def _item_at(place: int, items: Sequence[str], places: Sequence[int]) -> str:
    # Two in one place are in none.
    there = [item for item, given in zip(items, places, strict=False) if given == place]
    return there[0] if len(there) == 1 else ""
