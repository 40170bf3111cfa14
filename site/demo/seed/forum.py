"""Questions of the edition under way: answered, waiting, one pinned, one message out of sight."""

from collections.abc import Mapping

from courses.models import ForumPost, ForumThread
from demo.records import read
from demo.seed.classroom import Classroom, Content, ago
from people.models import User
from people.querysets import folded

TRAINER = "formadora"


def seed_forum(people: Mapping[str, User]) -> None:
    """Make the questions of one edition with their answers."""
    plan = read("classroom/preguntas.yaml")
    room = Classroom(plan["edition"], people)
    for content in plan["threads"]:
        _thread(content, room)


def _thread(content: Content, room: Classroom) -> None:
    answers = content.get("answers", [])
    asked, last = ago(content["hours"]), ago(answers[-1]["hours"] if answers else content["hours"])
    thread = ForumThread.objects.create(
        edition=room.edition,
        title=content["title"],
        author=room.person(content["by"]),
        created_at=asked,
        last_post_at=last,
        pinned_at=asked if content.get("pinned") else None,
        closed_at=asked if content.get("closed") else None,
    )
    thread.followers.add(thread.author)
    _message(thread, content, room, is_question=True)
    for answer in answers:
        made = _message(thread, answer, room)
        if answer.get("good"):
            thread.solved_by = made
            thread.save(update_fields=["solved_by"])


def _message(
    thread: ForumThread, content: Content, room: Classroom, *, is_question: bool = False
) -> ForumPost:
    place, text = room.place(content["by"]), content["text"].strip()
    hidden = content.get("hidden", "")
    return ForumPost.objects.create(
        thread=thread,
        author=room.person(content["by"]),
        entity_id=place.entity_id if place else None,
        is_question=is_question,
        text=text,
        folded=folded(f"{thread.title} {text}" if is_question else text),
        created_at=ago(content["hours"]),
        hidden_at=ago(content["hours"] + 1) if hidden else None,
        hidden_by=room.people[TRAINER] if hidden else None,
        hidden_reason=hidden,
    )
