"""A small province with something of everything, and one address for each pattern of the URLconf."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from cms.enums import Audience
from cms.models import ConcejoDocument, ResourcePage
from courses.services.quizzes import start_attempt, submit_attempt
from people import services
from people.enums import Role
from people.models import LocalEntity, User
from tests import cast
from tests.courses import quizzing

# In the order of the columns of the matrix.
ROLES = (
    "nadie",
    "sin puesto",
    "secretaria",
    "otra secretaria",
    "concejala",
    "formadora",
    "invitado",
    "editora",
    "revisora",
    "asesora",
    "jefa",
    "operadora",
)


@dataclass
class World:
    """The people by role, and the things their addresses name: hers are of the first village."""

    people: dict[str, User | None]
    hers: LocalEntity
    foreign: LocalEntity
    things: dict[str, Any]

    def browser(self, role: str) -> Client:
        """Return a browser where this person has signed in, with the factors her roles demand."""
        who = self.people[role]
        browser = Client(raise_request_exception=False)
        return cast.signed_in(browser, who) if who else browser


def build() -> World:
    """Make it, by hand: no rule is asked."""
    hers, foreign = cast.entity("Villaseca de la Sierra"), cast.entity("Robledillo de Albar")
    secretary, other = cast.person("Elena"), cast.person("Adela")
    cast.with_post(secretary, hers, "Secretaria", Role.SECRETARY)
    cast.with_post(other, foreign, "Secretaria", Role.SECRETARY)
    councillor = cast.person("Rocío")
    cast.with_post(councillor, hers, "Concejala", Role.COUNCILLOR)
    made: dict[str, User | None] = {
        "nadie": None,
        "sin puesto": cast.a_stranger(),
        "secretaria": secretary,
        "otra secretaria": other,
        "concejala": councillor,
        "formadora": cast.a_trainer(),
        "invitado": cast.a_guest_trainer(),
        "editora": cast.an_editor(),
        "revisora": cast.a_reviewer(),
        "asesora": cast.an_adviser(),
        "jefa": cast.a_head(),
        "operadora": cast.an_operator(),
    }
    return World(made, hers, foreign, _things(made, hers))


def _things(people: dict[str, User | None], hers: LocalEntity) -> dict[str, Any]:
    secretary, operator = people["secretaria"], people["operadora"]
    assert secretary
    assert operator
    edition = cast.an_edition(cast.a_course())
    # The only one of another village who may see this room is who gives the class.
    edition.trainers.add(people["formadora"])
    live = cast.a_class(edition)
    place = cast.a_place(edition, secretary, hers)
    newcomer = {"email": "nueva@valdoria.example", "first_name": "Nueva", "last_name": "Persona"}
    invited = services.invite(actor=operator, entity=hers, person=newcomer, post="Auxiliar", roles=[])
    work = cast.an_assignment(edition, author=people["formadora"])
    question = cast.a_question(edition, secretary, entity=hers)
    root = edition.course.get_parent().get_parent()
    page = root.add_child(
        instance=ResourcePage(title="Solo la casa", slug="solo", audience=Audience.PROVINCE)
    )
    paper = ConcejoDocument(title="Acta", audience=Audience.PROVINCE)
    paper.file.save("acta.txt", ContentFile(b"CANARIO-DE-LA-CASA"))
    paper.save()
    return {
        "edition": edition,
        "meeting": cast.a_meeting(secretary, hers, people["concejala"]),
        "place": place,
        "assignment": work,
        "thread": question,
        "message": question.posts.get(),
        "submission": cast.a_submission(work, place),
        "session": live,
        **_quiz_taken(edition.course, place),
        "record": cast.a_record(live, place),
        "certificate": cast.a_certificate(place),
        "rest": cast.a_break(live),
        "template": cast.a_certificate_template(),
        "lesson": cast.lessons_of(edition.course)[0],
        "invitation": invited,
        "page": page,
        "document": paper,
        "post": secretary.memberships.get(),
        "person": secretary,
        "entity": hers,
    }


def _quiz_taken(course: Any, place: Any) -> dict[str, Any]:
    quiz = quizzing.a_quiz("single", "essay")
    lesson = quizzing.hung(quiz, cast.lessons_of(course)[-1])
    attempt = start_attempt(enrolment=place, quiz=quiz, lesson=lesson)
    submit_attempt(attempt=attempt, answers=quizzing.right(attempt))
    asked = quiz.parts.get(sort_order=0).question
    return {"quiz": quiz, "quiz_lesson": lesson, "attempt": attempt, "question": asked}


Kwargs = Callable[[World], dict[str, Any]]


def address(world: World, name: str, kwargs: Kwargs | None) -> str:
    """Return the address of a pattern with the things of the first village."""
    return reverse(name, kwargs=kwargs(world) if kwargs else {})
