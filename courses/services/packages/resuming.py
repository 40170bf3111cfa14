"""What a package finds when it is opened: who learns, what it asked to be told, and where she left it."""

from typing import Any, Final

from django.utils.crypto import salted_hmac

from courses.models import Package, PackageAttempt, Part
from people.models import User

FIRST: Final = "ab-initio"
RESUME: Final = "resume"
_KEEPS_PLACE: Final = ("suspend", "logout")
# What a package of each standard may read again; the rest is ours to say, or belongs to one sitting.
_AGAIN_12: Final = ("suspend_data", "comments", "objectives", "student_preference", "interactions")
_AGAIN_2004: Final = (
    "suspend_data", "location", "progress_measure", "score", "completion_status", "success_status",
    "objectives", "interactions", "comments_from_learner", "learner_preference",
)  # fmt: skip


def entry_after(leave: str, *, finished: bool, is_2004: bool) -> str:
    """Return how the next launch begins.

    A sitting that never ended (the line fell, the browser was killed) goes on, as one that was suspended.
    After one that ended, 1.2 says neither thing, and 2004 begins a new attempt.
    """
    if not finished or leave in _KEEPS_PLACE:
        return RESUME
    return FIRST if is_2004 else ""


def preloaded(
    *, package: Package, part: Part, person: User, attempt: PackageAttempt | None
) -> dict[str, Any]:
    """Return the data model as the package must find it; without an attempt, for whoever only looks."""
    build = _for_2004 if package.is_2004 else _for_12
    return build(part, person, attempt)


def _for_12(part: Part, person: User, attempt: PackageAttempt | None) -> dict[str, Any]:
    was = attempt.cmi if attempt else {}
    before = _inside(was, "core")
    core = {
        "student_id": learner_id(person),
        "student_name": _name(person),
        "lesson_location": before.get("lesson_location", ""),
        "credit": "credit" if attempt else "no-credit",
        "lesson_status": before.get("lesson_status", "not attempted"),
        "entry": attempt.entry if attempt else FIRST,
        "score": _inside(before, "score"),
        "total_time": _clock(attempt.total_time if attempt else 0),
        "lesson_mode": "normal" if attempt else "browse",
    }
    asked = {"mastery_score": _figure(part.mastery)}
    again = {name: was[name] for name in _AGAIN_12 if was.get(name)}
    return {"core": core, "launch_data": part.launch_data, "student_data": asked, **again}


def _for_2004(part: Part, person: User, attempt: PackageAttempt | None) -> dict[str, Any]:
    # A sitting that ended begins again with nothing of the former one but its time.
    was = attempt.cmi if attempt and attempt.entry == RESUME else {}
    again = {name: was[name] for name in _AGAIN_2004 if was.get(name)}
    return {
        "learner_id": learner_id(person),
        "learner_name": _name(person),
        "credit": "credit" if attempt else "no-credit",
        "mode": "normal" if attempt else "browse",
        "entry": attempt.entry if attempt else FIRST,
        "launch_data": part.launch_data,
        "scaled_passing_score": _figure(part.mastery),
        "total_time": f"PT{attempt.total_time if attempt else 0}S",
        **again,
    }


def learner_id(person: User) -> str:
    """Return a name for the person that says nothing of her: a package may send it anywhere."""
    return f"p-{salted_hmac('courses.packages.learner', str(person.pk)).hexdigest()[:20]}"


def _name(person: User) -> str:
    """Return her name as both standards write it: surname first."""
    return f"{person.last_name}, {person.first_name}"


def _inside(said: dict[str, Any], name: str) -> dict[str, Any]:
    found = said.get(name)
    return found if isinstance(found, dict) else {}


def _figure(mastery: float | None) -> str:
    return "" if mastery is None else f"{mastery:g}"


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:04d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
