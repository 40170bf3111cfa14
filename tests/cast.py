"""The one cast of the tests: real people with real posts, made when asked for."""

import time
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.test import Client
from django.utils.text import slugify
from wagtail.models import Page, Site
from wagtail.rich_text import RichText
from wagtail.signal_handlers import disable_reference_index_auto_update

from cms.enums import Audience
from cms.models import HomePage
from core import clock
from core.models import StoredFile
from courses.enums import EditionState, EnrolmentState
from courses.models import (
    Assignment,
    AttendanceRecord,
    Certificate,
    CertificateTemplate,
    CoursePage,
    Edition,
    Enrolment,
    ForumPost,
    ForumThread,
    LessonPage,
    LiveSession,
    ModulePage,
    ProgrammePage,
    SessionBreak,
    Submission,
    Survey,
    SurveyQuestion,
)
from courses.services import schedule_session
from people.enums import EntityKind, Role
from people.models import LocalEntity, Membership, Provider, ProviderMembership, RoleGrant, User
from people.querysets import folded
from people.rules import needs_second_factor
from people.services import align_groups
from people.sessions import PROOFS_KEY
from videoconf.models import Meeting
from videoconf.services.meetings import Called, Plan, convene

SINCE = date(2020, 1, 1)
PASSWORD = "cuatro palabras bien largas"
_numbers = count(1)

# --- people ---


def entity(name: str = "", **fields: Any) -> LocalEntity:
    """A local entity, found by name or made; with no name, one more."""
    known = LocalEntity.objects.filter(name=name).first() if name else None
    if known is not None:
        return known
    number = next(_numbers)
    name = name or f"Villar {number}"
    codes = {"ine_code": f"99{number:04d}", "dir3_code": f"LF{number:07d}", "slug": slugify(name)}
    return LocalEntity.objects.create(**{"name": name, "population": 100 + number, **codes, **fields})


def diputacion() -> LocalEntity:
    """The province's own entity; there is one."""
    known = LocalEntity.objects.filter(kind=EntityKind.PROVINCE).first()
    return known or entity("Diputación de Valdoria", kind=EntityKind.PROVINCE)


def person(first_name: str, last_name: str = "Castrillo", **fields: Any) -> User:
    """Somebody with an account and a password, and no post."""
    email = fields.pop("email", f"{slugify(first_name)}.{next(_numbers)}@valdoria.example")
    made = User.objects.create_user(email, PASSWORD, first_name=first_name, last_name=last_name, **fields)
    EmailAddress.objects.create(user=made, email=made.email, verified=True, primary=True)
    return made


def with_post(who: User, where: LocalEntity, post: str, *roles: str, **dates: Any) -> Membership:
    """Give somebody a post, by hand: no rule is asked."""
    held = Membership.objects.create(person=who, entity=where, post=post, **{"valid_from": SINCE, **dates})
    RoleGrant.objects.bulk_create(RoleGrant(membership=held, role=role) for role in roles)
    align_groups(people=[who])
    return held


def a_secretary(villages: int = 3) -> User:
    """The secretary of some villages."""
    made = person("Elena", "Mirón")
    for _ in range(villages):
        with_post(made, entity(), "Secretaria-interventora", Role.SECRETARY)
    return made


def a_councillor() -> User:
    """A councillor of one village."""
    made = person("Rocío", "Tejedor")
    with_post(made, entity(), "Concejala", Role.COUNCILLOR)
    return made


def _of_the_province(first_name: str, post: str, *roles: str) -> User:
    made = person(first_name)
    with_post(made, diputacion(), post, *roles)
    return made


def an_editor() -> User:
    """Writes courses and news for the Diputación."""
    return _of_the_province("Lucía", "Técnica de formación", Role.EDITOR)


def a_reviewer() -> User:
    """Reads and publishes what editors write."""
    return _of_the_province("Carmen", "Jefa de sección", Role.REVIEWER)


def a_trainer() -> User:
    """Gives classes, of the Diputación."""
    return _of_the_province("Marta", "Formadora", Role.TRAINER)


def a_guest_trainer() -> User:
    """Gives classes, of a provider: of neither the Diputación nor a town hall."""
    made = person("Iván", "Salcedo")
    provider, _ = Provider.objects.get_or_create(name="Nexo Aldea (empresa ficticia)")
    ProviderMembership.objects.create(person=made, provider=provider, valid_from=SINCE)
    return made


def an_adviser() -> User:
    """Helps the villages; looks after people."""
    return _of_the_province("Nuria", "Asesora", Role.ADVISER)


def a_head() -> User:
    """The head of the service."""
    return _of_the_province("Pilar", "Jefa del servicio", Role.HEAD)


def an_operator() -> User:
    """Keeps the machine."""
    return _of_the_province("Daniel", "Técnico de sistemas", Role.OPERATOR)


def a_stranger() -> User:
    """An account without any post: somebody who left."""
    return person("Nadie", "Sinpuesto")


def signed_in(client: Client, who: User, *, second_factor: bool | None = None) -> Client:
    """Sign somebody in; with a second factor shown when her roles demand it, unless said otherwise."""
    client.force_login(who)
    shown = needs_second_factor(who) if second_factor is None else second_factor
    if shown:
        session = client.session
        session[PROOFS_KEY] = [{"method": "mfa", "type": "totp", "at": time.time()}]
        session.save()
    return client


def with_phone_code(who: User) -> str:
    """Set up the code of the phone and recovery codes; return the secret."""
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(who, secret)
    RecoveryCodes.activate(who)
    return secret


def code_of_the_phone(secret: str) -> str:
    """What the phone shows now."""
    return totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))


# --- courses ---


def home() -> HomePage:
    """The site's home page; there is one."""
    known = HomePage.objects.first()
    if known:
        return known
    made = Page.get_first_root_node().add_child(
        instance=HomePage(title="Inicio", slug="inicio-del-sitio", audience=Audience.PUBLIC)
    )
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "root_page": made, "site_name": "Concejo"}
    )
    Site.clear_site_root_paths_cache()
    return made


def a_programme(**fields: Any) -> ProgrammePage:
    """A training cycle. The tests begin with one, in which courses are made unless another is named."""
    number = next(_numbers)
    fields = {"title": f"Ciclo {number}", "slug": f"ciclo-{number}", **fields}
    return home().add_child(instance=ProgrammePage(**fields))


def a_course(lessons: int = 3, programme: ProgrammePage | None = None, **fields: Any) -> CoursePage:
    """A published course of one module; of none when it has no lessons. Courses of one test share a cycle."""
    number = next(_numbers)
    fields = {"title": f"Registro electrónico {number}", "hours": 20, **fields}
    cycle = programme or ProgrammePage.objects.first() or a_programme()
    # Nobody asks where its images are used, and to note it is a fifth of what a page costs.
    with disable_reference_index_auto_update():
        made = cycle.add_child(instance=CoursePage(slug=f"curso-{number}", **fields))
        if lessons:
            module = made.add_child(instance=ModulePage(title="El asiento", slug="el-asiento"))
        for turn in range(1, lessons + 1):
            module.add_child(instance=a_lesson(turn))
    return made


def a_lesson(turn: int = 1, **fields: Any) -> LessonPage:
    """A lesson still to be hung from a module."""
    body = [("heading", "Lo primero"), ("paragraph", RichText("<p>Se anota todo lo que llega.</p>"))]
    return LessonPage(**{"title": f"Lección {turn}", "slug": f"leccion-{turn}", "body": body, **fields})


def lessons_of(course: CoursePage) -> list[LessonPage]:
    """The lessons of a course, in order."""
    return list(LessonPage.objects.descendant_of(course).order_by("path"))


def an_edition(course: CoursePage | None = None, capacity: int = 30, **fields: Any) -> Edition:
    """An edition in which a place can be asked for now, for ten days more; its course is only a title."""
    now, number = clock.now(), next(_numbers)
    dates = {
        "apply_from": now - timedelta(days=10),
        "apply_until": now + timedelta(days=10),
        "cancel_until": now + timedelta(days=12),
        "starts_on": (now + timedelta(days=14)).date(),
        "ends_on": (now + timedelta(days=28)).date(),
    }
    known = {"code": f"registro-{number}", "title": "Octubre, por la mañana", "state": EditionState.OPEN}
    return Edition.objects.create(
        course=course or a_course(lessons=0), capacity=capacity, **{**known, **dates, **fields}
    )


def a_place(edition: Edition, who: User, where: LocalEntity | None = None, **fields: Any) -> Enrolment:
    """A place somebody has, written by hand: no rule is asked."""
    where = where or who.standing.entities[0]
    known = {"state": EnrolmentState.CONFIRMED, "applied_at": clock.now()}
    return Enrolment.objects.create(edition=edition, person=who, entity=where, **{**known, **fields})


def a_class(edition: Edition, *, starts_in: int = 10, minutes: int = 90) -> LiveSession:
    """A live class that starts in so many minutes, with its room."""
    start = clock.now() + timedelta(minutes=starts_in)
    return schedule_session(
        edition=edition,
        title="Plazos y justificantes",
        starts_at=start,
        ends_at=start + timedelta(minutes=minutes),
    )


def a_record(session: LiveSession, place: Enrolment, **fields: Any) -> AttendanceRecord:
    """What is written of a place in a class, by hand: an absence."""
    scheduled = (session.ends_at - session.starts_at) // timedelta(seconds=1)
    figures = {"seconds": 0, "scheduled": scheduled, "percent": 0, "outcome": "absent"}
    known = {**figures, "entity_id": place.entity_id, "closed_at": clock.now()}
    return AttendanceRecord.objects.create(session=session, enrolment=place, **{**known, **fields})


def a_break(session: LiveSession) -> SessionBreak:
    """The last five minutes of a class, written by hand as a rest."""
    start = session.ends_at - timedelta(minutes=5)
    return SessionBreak.objects.create(session=session, starts_at=start, ends_at=session.ends_at)


def a_certificate_template(**fields: Any) -> CertificateTemplate:
    """The words of a paper."""
    known = {"title": "El de siempre", "kind": "attendance", "body": "", "signatory": "Pilar Roa", "post": ""}
    return CertificateTemplate.objects.create(**{**known, **fields})


def a_certificate(place: Enrolment, **fields: Any) -> Certificate:
    """A certificate written by hand, without its paper."""
    paper = StoredFile.objects.create(sha256="0" * 64, size=1, mime="application/pdf", created_at=clock.now())
    said = {"name": "Elena Mirón", "course": "Registro", "hours": 20, "edition": place.edition.code}
    snapshot = {**said, "title": "Certificado de asistencia", "starts": "", "ends": "", "percent": 90}
    known = {"kind": "attendance", "snapshot": snapshot, "pdf": paper, "sha256": "0" * 64, "code": "X"}
    return Certificate.objects.create(enrolment=place, issued_at=clock.now(), **{**known, **fields})


def a_survey(**fields: Any) -> Survey:
    """The survey every edition uses: one question of each kind."""
    made = Survey.objects.create(**{"title": "La de siempre", "is_default": True, **fields})
    asked = (
        ("scale", "¿Qué te ha parecido el curso?", {"is_overall": True}),
        ("one", "¿A qué ritmo ha ido?", {"options": "Despacio\nBien\nDeprisa"}),
        ("several", "¿Qué te ha servido?", {"options": "Las clases\nLas lecciones", "is_required": False}),
        ("yes_no", "¿Lo recomendarías?", {}),
        ("text", "¿Qué cambiarías?", {"is_required": False}),
    )
    for turn, (kind, text, rest) in enumerate(asked):
        SurveyQuestion.objects.create(survey=made, kind=kind, text=text, sort_order=turn, **rest)
    return made


def an_assignment(edition: Edition, **fields: Any) -> Assignment:
    """Work asked for since yesterday, to be handed in within three days, worth ten points."""
    now = clock.now()
    known = {
        "title": "El justificante de un escrito",
        "instructions": "Redacta el justificante.\n\nUsa los datos de la instancia.",
        "opens_at": now - timedelta(days=1),
        "due_at": now + timedelta(days=3),
        "max_points": Decimal(10),
        "max_files": 3,
        "author": fields.pop("author", None) or edition.trainers.first() or a_trainer(),
    }
    return Assignment.objects.create(edition=edition, **{**known, **fields})


def a_submission(assignment: Assignment, place: Enrolment, **fields: Any) -> Submission:
    """A delivery written by hand: no rule is asked."""
    known = {"version": 1, "text": "Mi justificante.", "handed_at": clock.now(), "entity_id": place.entity_id}
    return Submission.objects.create(assignment=assignment, enrolment=place, **{**known, **fields})


def a_question(edition: Edition, who: User, **fields: Any) -> ForumThread:
    """A question asked in an edition, written by hand: no rule is asked, nobody is told."""
    now = clock.now()
    known = {"title": "¿Se anota un burofax?", "created_at": now, "last_post_at": now}
    text, entity = fields.pop("text", "Llegó ayer y no sé si lleva asiento."), fields.pop("entity", None)
    made = ForumThread.objects.create(edition=edition, author=who, **{**known, **fields})
    a_message(made, who, text=text, folded=folded(f"{made.title} {text}"), entity=entity, is_question=True)
    made.followers.add(who)
    return made


def a_message(thread: ForumThread, who: User, **fields: Any) -> ForumPost:
    """A message of a question, written by hand."""
    known = {"text": "Sí: es una entrada más.", "created_at": clock.now()}
    known["folded"] = folded(fields.get("text", known["text"]))
    return ForumPost.objects.create(thread=thread, author=who, **{**known, **fields})


# --- videoconf ---


def a_meeting(convener: User, where: LocalEntity, *called: User, **fields: Any) -> Meeting:
    """A meeting of tomorrow, convened by its verb; nobody has entered."""
    starts = clock.now() + timedelta(days=1)
    known = {
        "title": "Presupuesto de 2027",
        "starts_at": starts,
        "ends_at": starts + timedelta(hours=1),
        "called": tuple(Called(each.email) for each in called),
        "points": ("Lectura del borrador", "Ruegos y preguntas"),
    }
    return convene(
        by=convener, entity=where, plan=Plan(**{**known, **fields}), key=f"cast-{next(_numbers):08d}"
    )


# --- cms ---
