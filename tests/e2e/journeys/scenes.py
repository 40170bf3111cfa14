"""What happens between two pages of the whole story: the mass of people, and time going by.

Each is run in a process of its own on the demo's database, through the verbs:
`manage.py shell -c "from tests.e2e.journeys import scenes; scenes.crowd('historia')"`.
"""

import json
import sys
import uuid
from collections import Counter
from datetime import timedelta

from django.core.management import call_command

from core import clock
from core.tenancy import unscoped
from courses import services
from courses.banks.reading import read_bank
from courses.enums import Allocation, EditionState, EnrolmentState
from courses.models import CoursePage, Edition, Enrolment, LessonPage, Question, Quiz, QuizPart
from courses.services.catalogue.blueprints import drafts_of
from courses.services.places.allocation import allocate_places
from courses.services.places.quotas import Limits
from courses.services.quizzes.questions import store_questions
from demo.cast import picks
from people.models import User

BANK = "Historia"
GIFT = "\n\n".join(
    f"::Pregunta {turn}::¿Qué se hace con el escrito {turn}? {{=Anotarlo el mismo día ~Guardarlo ~Tirarlo}}"
    for turn in (1, 2, 3)
)
WHY = "la historia entera pasa en todos los ayuntamientos"


def say(**told):
    """Print what the test reads."""
    sys.stdout.write("DICE " + json.dumps(told, ensure_ascii=False) + "\n")


def filled(title):
    """Put three questions in the quiz of a course, as its editor would; tell what the template brought."""
    store_questions(items=read_bank(GIFT.encode(), "gift").items, actor_id=None, source="h.txt", bank=BANK)
    quiz = Quiz.objects.get(title__contains=title)
    for turn, question in enumerate(Question.objects.filter(bank__startswith=BANK).order_by("pk")):
        QuizPart.objects.create(quiz=quiz, question=question, sort_order=turn)
    lessons = list(LessonPage.objects.of_course(CoursePage.objects.get(title=title).path))
    last = [lesson.body[-1].block_type for lesson in lessons]
    say(blocks=last, drafts=len(drafts_of(CoursePage.objects.get(title=title))))


def due(title):
    """Let the day come on which a course is to be published."""
    course, past = CoursePage.objects.get(title=title), clock.now() - timedelta(minutes=1)
    waiting = course.get_latest_revision()
    assert waiting.approved_go_live_at > clock.now()
    waiting.approved_go_live_at = past
    waiting.content["go_live_at"] = past.isoformat()
    waiting.save()
    CoursePage.objects.filter(pk=course.pk).update(go_live_at=past)
    call_command("publish_scheduled")
    say(live=CoursePage.objects.get(pk=course.pk).live)


def opened(title, code):
    """Open an edition of twelve places, shared out fairly, whose window is open now."""
    now = clock.now()
    edition = Edition.objects.create(
        course=CoursePage.objects.get(title=title),
        code=code,
        title="Doce plazas, con reparto",
        capacity=12,
        allocation=Allocation.FAIR,
        apply_from=now - timedelta(days=2),
        apply_until=now + timedelta(days=2),
        cancel_until=now + timedelta(days=3),
        starts_on=now.date() + timedelta(days=4),
        ends_on=now.date() + timedelta(days=9),
    )
    services.open_edition(edition=edition, actor=None)
    for days in (4, 9):
        start = now + timedelta(days=days)
        services.schedule_session(
            edition=edition,
            title=f"Clase del día {days}",
            starts_at=start,
            ends_at=start + timedelta(hours=1),
        )
    say(state=Edition.objects.get(pk=edition.pk).state)


def crowd(code, wanted=37, halls=37):
    """Have so many people of so many town halls ask for a place, none of them of the cast."""
    edition, known = Edition.objects.get(code=code), {each.email for each in picks()}
    asked, towns = 0, set()
    with unscoped(WHY):
        taken = set(Enrolment.objects.filter(edition=edition).values_list("entity_id", flat=True))
        for person in User.objects.exclude(email__in=known).order_by("pk"):
            entity = next(iter(person.standing.entities), None)
            full = len(towns) >= halls and entity is not None and entity.pk not in towns
            if asked == wanted or entity is None or entity.kind == "province" or entity.pk in taken or full:
                continue
            services.apply_for_place(edition=edition, person=person, entity=entity, key=str(uuid.uuid4()))
            towns.add(entity.pk)
            asked += 1
        everybody = Enrolment.objects.filter(edition=edition)
        say(people=everybody.count(), halls=everybody.values("entity").distinct().count())


def kept(code, *cast):
    """Keep a seat for the town hall of each of these until tomorrow: the priority of this edition."""
    edition, emails = Edition.objects.get(code=code), [email_of(key) for key in cast]
    with unscoped(WHY):
        places = Enrolment.objects.filter(edition=edition, person__email__in=emails)
        halls = Counter(place.entity for place in places.select_related("entity"))
    for hall, seats in halls.items():
        _keep(edition, hall, seats)
    say(seats=sum(halls.values()))


def _keep(edition, hall, seats):
    head, until = User.objects.get(email=email_of("jefa")), clock.now() + timedelta(days=1)
    services.keep_seats(
        edition=edition, label=hall.name, seats=seats, actor=head, limits=Limits(entity=hall), until=until
    )


def shared(code):
    """Give the places, and tell how they went."""
    edition = Edition.objects.get(code=code)
    with unscoped(WHY):
        allocate_places(edition=edition, actor=None)
        # Once shared out, what is given back is anybody's.
        for quota in edition.quotas.all():
            _keep(edition, quota.entity, 0)
        places = Enrolment.objects.filter(edition=edition).select_related("person")
        say(
            seated=places.filter(state=EnrolmentState.CONFIRMED).count(),
            waiting=places.filter(state=EnrolmentState.WAITING).count(),
            reasons=min(len(place.reasons) for place in places),
            seats=[p.person.email for p in places.filter(state=EnrolmentState.CONFIRMED)],
        )


def offered(code):
    """Tell to whom the place that was given back has gone."""
    with unscoped(WHY):
        next_one = Enrolment.objects.get(edition__code=code, state=EnrolmentState.OFFERED)
        first = (
            Enrolment.objects.filter(edition__code=code, state=EnrolmentState.WAITING)
            .order_by("rank")
            .first()
        )
        say(email=next_one.person.email, rank=next_one.rank, next_rank=first.rank)


def taught(code, key):
    """Let the two classes be over: she was in both, one of them with three reconnections."""
    from tests.courses.acts import was_there

    edition, now = Edition.objects.get(code=code), clock.now()
    edition.starts_on, edition.ends_on = (now - timedelta(days=6)).date(), (now - timedelta(days=1)).date()
    edition.apply_until = edition.cancel_until = now - timedelta(days=7)
    edition.apply_from = now - timedelta(days=20)
    edition.save()
    services.move_edition(edition=edition, target=EditionState.RUNNING, actor=None)
    with unscoped(WHY):
        who = User.objects.get(email=email_of(key))
        for session, minutes in zip(
            edition.sessions.order_by("starts_at"),
            (((0, 60),), ((0, 14), (15, 29), (30, 44), (45, 60))),
            strict=True,
        ):
            session.starts_at -= timedelta(days=10)
            session.ends_at -= timedelta(days=10)
            session.save()
            was_there(session, who, *minutes)
            services.close_attendance(session)
        records = who.enrolments.get(edition=edition).records.order_by("session__starts_at")
        say(seconds=[record.seconds for record in records])


def finished(code):
    """End the edition."""
    services.finish_edition(edition=Edition.objects.get(code=code), actor=None)
    say(state=Edition.objects.get(code=code).state)


def email_of(key):
    """Return the address of somebody of the cast."""
    return next(each.email for each in picks() if each.key == key)
