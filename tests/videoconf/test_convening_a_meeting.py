"""Convening a meeting: who may, what each person gets in her mail, and who knows that it exists."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from icalendar import Calendar

from core import clock
from core.acting import acting_token
from core.errors import Conflict
from core.models import AuditEntry, OutboxMessage
from core.providers import next_thing, tasks
from people.models import User
from tests import cast
from videoconf import rules
from videoconf.enums import Answer, MeetingKind, RollState, RoomState
from videoconf.forms import MeetingForm
from videoconf.guests import Guest
from videoconf.models import GuestLink, Meeting, MeetingInvitee, Room
from videoconf.services import Arrival, change_phase, enter, leave
from videoconf.services.guests import GuestRefused, come_with, find_link, guest_of
from videoconf.services.meetings import (
    Called,
    Plan,
    Roll,
    answer,
    call_roll,
    cancel,
    change,
    convene,
    invite_again,
    open_point,
    roll_of,
)
from videoconf.services.meetings.convening import call, give_link, note, write_points
from videoconf.services.meetings.door import admit, sees_roll
from videoconf.services.meetings.plans import require_possible
from videoconf.services.meetings.telling import (
    happening,
    page_of,
    tell_called,
    tell_cancelled,
    tell_changed,
)

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
OUTSIDER = Called("ines@nexo.example", "Inés Robledo", "Consultora Nexo")


@pytest.fixture
def village():
    return cast.entity("Villaseca de la Sierra")


@pytest.fixture
def convener(village):
    made = cast.person("Elena", "Mirón")
    cast.with_post(made, village, "Secretaria", "secretary")
    return made


@pytest.fixture
def councillor(village):
    made = cast.person("Rocío", "Tejedor")
    cast.with_post(made, village, "Concejala", "councillor")
    return made


@pytest.fixture
def meeting(convener, councillor, village):
    called = (Called(councillor.email, role="Concejala"), OUTSIDER)
    return cast.a_meeting(convener, village, called=called)


def a_plan(**fields):
    starts = clock.now() + timedelta(days=1)
    known = {"title": "x", "starts_at": starts, "ends_at": starts + timedelta(hours=1), "called": (OUTSIDER,)}
    return Plan(**{**known, **fields})


def plan_of(meeting, **fields):
    called = tuple(Called(each.email, each.name, each.role) for each in meeting.invitees.all())
    points = tuple(point.title for point in meeting.points.all())
    room = meeting.room
    known = {"title": room.title, "starts_at": room.starts_at, "ends_at": room.ends_at}
    return Plan(**{**known, "called": called, "points": points, **fields})


def token_in(mail):
    return mail.text.split("/sala/invitacion/")[1].split("/")[0]


def entry_in(mail):
    return Calendar.from_ical(mail.attachments[0]["text"])


def test_it_is_a_room_with_a_waiting_room_and_each_person_has_a_link_of_her_own(meeting, councillor):
    assert (meeting.room.kind, meeting.room.waiting_room) == ("meeting", True)
    assert [str(point) for point in meeting.points.all()] == [
        "1. Lectura del borrador",
        "2. Ruegos y preguntas",
    ]
    seen = {each.email: (each.person, each.name, each.role) for each in meeting.invitees.all()}
    assert seen == {
        councillor.email: (councillor, "Rocío Tejedor", "Concejala"),
        "ines@nexo.example": (None, "Inés Robledo", "Consultora Nexo"),
    }
    links = GuestLink.objects.filter(room=meeting.room)
    assert sorted(links.values_list("name", "single_use")) == [
        ("Inés Robledo", True),
        ("Rocío Tejedor", True),
    ]


def test_each_mail_has_the_link_of_its_reader_and_an_entry_that_has_none(meeting, councillor):
    mails = {mail.to: mail for mail in OutboxMessage.objects.all()}
    assert set(mails) == {councillor.email, "ines@nexo.example"}
    for address, mail in mails.items():
        assert find_link(token_in(mail)).email == address
        assert "1. Lectura del borrador" in mail.text
        assert mail.attachments[0]["mime"] == "text/calendar"
        entry = entry_in(mail)
        assert (entry["METHOD"], entry.walk("VEVENT")[0]["SUMMARY"]) == ("PUBLISH", "Presupuesto de 2027")
        assert "/invitacion/" not in mail.attachments[0]["text"]
    assert page_of(meeting) in mails[councillor.email].text
    assert page_of(meeting) not in mails["ines@nexo.example"].text


def test_the_same_form_sent_twice_convenes_one(convener, village):
    plan = a_plan()
    first, again = (convene(by=convener, entity=village, plan=plan, key="clave-de-prueba") for _ in range(2))
    assert (first, Meeting.objects.count(), OutboxMessage.objects.count()) == (again, 1, 1)


WRONG = {
    "past": {"starts_at": clock.now() - timedelta(hours=3), "ends_at": clock.now() - timedelta(hours=2)},
    "backwards": {"ends_at": clock.now()},
    "nobody": {"called": ()},
    "twice": {"called": (OUTSIDER, Called("INES@nexo.example"))},
    "too many": {"called": tuple(Called(f"p{number}@x.example") for number in range(101))},
    "too long an agenda": {"points": ("p",) * 41},
    "a body without its norm": {"kind": MeetingKind.BODY, "legal_basis": "  "},
}


@pytest.mark.parametrize("why", WRONG)
def test_what_cannot_be_is_refused_and_nothing_is_written(convener, village, why):
    with pytest.raises(Conflict):
        convene(by=convener, entity=village, plan=a_plan(**WRONG[why]), key="clave-de-prueba")
    assert (Meeting.objects.count(), OutboxMessage.objects.count()) == (0, 0)
    require_possible(a_plan(), by=convener, entity=village)


def test_one_convenes_for_an_entity_of_ones_own_and_never_oneself(convener, village):
    with pytest.raises(Conflict, match="No trabajas para"):
        convene(by=convener, entity=cast.entity("Robledillo"), plan=a_plan(), key="clave-de-prueba")
    plan = a_plan(called=(Called(convener.email),))
    with pytest.raises(Conflict, match="no te convoques"):
        convene(by=convener, entity=village, plan=plan, key="clave-de-prueba")


def test_a_collegiate_body_meets_with_the_norm_it_cites(convener, village):
    basis = "Ley 7/1985, art. 46.3: nevada, apreciada por la Alcaldía"
    made = convene(
        by=convener,
        entity=village,
        plan=a_plan(kind=MeetingKind.BODY, legal_basis=basis),
        key="clave-de-prueba",
    )
    assert basis in OutboxMessage.objects.get().text
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.filter(pk=made.pk).update(legal_basis="")


def test_nobody_but_who_convened_and_who_was_convened_sees_it(meeting, convener, councillor, signed_in):
    address = reverse("meetings:meeting", args=[meeting.pk])
    for who in (cast.an_operator(), cast.a_head(), cast.a_secretary()):
        assert list(Meeting.objects.visible_to(who)) == []
        assert signed_in(who).get(address).status_code == 404
        assert admit(who, meeting.room) is None
        assert sees_roll(who, meeting.room) is False
    assert list(Meeting.objects.visible_to(councillor)) == [meeting]
    text = signed_in(councillor).get(address).content.decode()
    assert ("¿Vas a ir?" in text, "Anular la reunión" in text) == (True, False)
    assert (admit(convener, meeting.room).role, admit(councillor, meeting.room).role) == ("host", "speaker")
    assert (sees_roll(convener, meeting.room), sees_roll(councillor, meeting.room)) == (True, False)


def test_without_the_queryset_the_operator_would_see_it(meeting, signed_in, monkeypatch):
    """Negative control."""
    everything = Meeting.objects.select_related("room", "entity", "convened_by")
    monkeypatch.setattr(type(Meeting.objects.all()), "visible_to", lambda self, person: everything)
    answered = signed_in(cast.an_operator()).get(reverse("meetings:meeting", args=[meeting.pk]))
    assert "Presupuesto de 2027" in answered.content.decode()


def test_it_is_convened_in_the_page_without_a_script(convener, councillor, village, signed_in):
    browser, address = signed_in(convener), reverse("meetings:convene", args=[village.pk])
    assert "Rocío Tejedor" in browser.get(address).content.decode()
    day = (clock.now() + timedelta(days=3)).date().isoformat()
    form = {
        "title": "Obras de la plaza",
        "day": day,
        "hour": "10:30",
        "minutes": "45",
        "people": [councillor.email],
        "others": "Inés Robledo, ines@nexo.example\n<luis@obras.example>",
        "points": "El presupuesto\n\nLos plazos",
        "about": "",
        "kind": "meeting",
        "legal_basis": "",
        "idempotency_key": "una-clave-larga",
    }
    refused = browser.post(address, form)
    assert (refused.status_code, Meeting.objects.count()) == (409, 0)
    form["acting"] = acting_token(user=convener, entity=village, purpose="videoconf.meeting")
    sent = browser.post(address, form)
    made = Meeting.objects.get()
    assert sent["Location"] == reverse("meetings:meeting", args=[made.pk])
    assert {each.email: each.name for each in made.invitees.all()} == {
        councillor.email: "Rocío Tejedor",
        "ines@nexo.example": "Inés Robledo",
        "luis@obras.example": "",
    }
    assert [point.title for point in made.points.all()] == ["El presupuesto", "Los plazos"]
    assert made.room.ends_at - made.room.starts_at == timedelta(minutes=45)


def test_a_line_without_an_address_is_told_and_nothing_is_lost(convener, village, signed_in):
    form = MeetingForm({"title": "x", "others": "Inés Robledo"}, colleagues=[])
    assert "«Inés Robledo»" in form.errors["others"][0]
    assert MeetingForm({"kind": "body"}, colleagues=[]).errors["legal_basis"]


def test_changing_it_tells_each_as_befits_her(meeting, convener, councillor):
    OutboxMessage.objects.all().delete()
    called = (Called(councillor.email), Called("luis@obras.example", "Luis"))
    later = meeting.room.starts_at + timedelta(days=30)
    gone = meeting.invitees.get(person=None).link
    kept = meeting.invitees.get(person=councillor).link
    plan = plan_of(
        meeting, starts_at=later, ends_at=later + timedelta(hours=2), called=called, points=("Solo uno",)
    )
    changed = change(meeting=meeting, by=convener, plan=plan)
    said = {
        mail.to: (mail.subject.partition(":")[0], str(entry_in(mail)["METHOD"]))
        for mail in OutboxMessage.objects.all()
    }
    assert said == {
        councillor.email: ("Cambia la reunión", "PUBLISH"),
        "luis@obras.example": ("Reunión", "PUBLISH"),
        "ines@nexo.example": ("Se anula la reunión", "CANCEL"),
    }
    entry = entry_in(OutboxMessage.objects.get(to=councillor.email)).walk("VEVENT")[0]
    assert (entry["SEQUENCE"], happening(changed).sequence) == (1, 1)
    gone.refresh_from_db()
    kept.refresh_from_db()
    assert (gone.revoked_at is not None, kept.revoked_at, kept.expires_at > later) == (True, None, True)
    assert [point.title for point in changed.points.all()] == ["Solo uno"]


def test_calling_it_off_tells_all_and_shuts_the_door(meeting, convener, councillor):
    token = token_in(OutboxMessage.objects.get(to="ines@nexo.example"))
    OutboxMessage.objects.all().delete()
    cancel(meeting=meeting, by=convener, why="Nieva mucho.")
    mails = list(OutboxMessage.objects.all())
    assert [str(entry_in(mail)["METHOD"]) for mail in mails] == ["CANCEL"] * 2
    assert [str(entry_in(mail).walk("VEVENT")[0]["STATUS"]) for mail in mails] == ["CANCELLED"] * 2
    assert all("Nieva mucho." in mail.text for mail in mails)
    assert (admit(councillor, meeting.room), Room.objects.get(pk=meeting.room_id).state) == (
        None,
        RoomState.ENDED,
    )
    with pytest.raises(GuestRefused, match="ended"):
        find_link(token)
    for act in (
        lambda: cancel(meeting=meeting, by=convener),
        lambda: change(meeting=meeting, by=convener, plan=plan_of(meeting)),
        lambda: answer(invitee=meeting.invitees.get(person=councillor), by=councillor, accepts=True),
    ):
        with pytest.raises(Conflict):
            act()


def test_a_mail_is_sent_once_for_each_thing_it_tells(meeting, councillor):
    invitee = meeting.invitees.get(person=councillor)
    before = OutboxMessage.objects.count()
    tell_called(invitee, "otra-vez")
    assert OutboxMessage.objects.count() == before
    for _ in range(2):
        tell_changed(invitee)
        tell_cancelled(invitee)
    assert OutboxMessage.objects.count() == before + 2


def test_who_lost_her_link_gets_another_and_the_old_one_dies(meeting, convener):
    old = token_in(OutboxMessage.objects.get(to="ines@nexo.example"))
    invite_again(invitee=meeting.invitees.get(person=None), by=convener)
    new = token_in(OutboxMessage.objects.filter(to="ines@nexo.example").latest("pk"))
    assert find_link(new).name == "Inés Robledo"
    with pytest.raises(GuestRefused, match="revoked"):
        find_link(old)


@pytest.mark.parametrize("verb", [change, cancel, call_roll, open_point, invite_again])
def test_only_who_convened_it_changes_it(meeting, councillor, verb):
    given = {
        change: {"meeting": meeting, "plan": plan_of(meeting)},
        cancel: {"meeting": meeting},
        call_roll: {"meeting": meeting},
        open_point: {"meeting": meeting, "point": meeting.points.first()},
        invite_again: {"invitee": meeting.invitees.first()},
    }
    with pytest.raises(Conflict, match="Solo quien convoca"):
        verb(by=councillor, **given[verb])


@pytest.mark.parametrize("verb", [change, cancel, invite_again])
def test_without_the_guard_anybody_convened_would(meeting, councillor, monkeypatch, verb):
    """Negative control: what refuses first is that rule alone."""
    monkeypatch.setattr("videoconf.services.meetings.changing.convenes", lambda user, meeting: True)
    given = {
        change: {"meeting": meeting, "plan": plan_of(meeting, called=(OUTSIDER,))},
        cancel: {"meeting": meeting},
        invite_again: {"invitee": meeting.invitees.get(person=None)},
    }
    if verb is cancel:
        verb(by=councillor, **given[verb])
        assert Meeting.objects.get().cancelled_at is not None
    else:
        # The room has a guard of its own: only who directs it makes and withdraws links.
        with pytest.raises(Conflict, match="quien dirige"):
            verb(by=councillor, **given[verb])


def test_one_answers_for_oneself_and_may_change_ones_mind(meeting, councillor, convener, signed_in):
    invitee = meeting.invitees.get(person=councillor)
    with pytest.raises(Conflict):
        answer(invitee=invitee, by=convener, accepts=True)
    address = reverse("meetings:answer", args=[meeting.pk])
    for said, kept in (("yes", Answer.ACCEPTS), ("no", Answer.DECLINES)):
        signed_in(councillor).post(address, {"accepts": said})
        assert MeetingInvitee.objects.get(pk=invitee.pk).answer == kept


def inside(meeting, who, admission):
    connection = f"c-{getattr(who, 'pk', who)}"
    return enter(room=meeting.room, person=who, admission=admission, arrival=Arrival(connection, "p"))


def test_the_roll_is_called_of_those_convened_by_account_or_by_link(meeting, convener, councillor):
    with pytest.raises(Conflict, match="abierta"):
        call_roll(meeting=meeting, by=convener)
    director = inside(meeting, convener, admit(convener, meeting.room))
    change_phase(by=director, to=RoomState.OPEN)
    _, key = come_with(link=meeting.invitees.get(person=None).link)
    guest = guest_of(key, meeting.room)
    assert isinstance(guest, Guest)
    from videoconf.admission import admission_for
    from videoconf.services import admit as let_in

    inside(meeting, guest, admission_for(guest, meeting.room))
    inside(meeting, councillor, admit(councillor, meeting.room))
    assert [roll.state for roll in roll_of(meeting)] == [RollState.WAITS] * 2
    let_in(by=director, who=None)
    inside(meeting, guest, admission_for(guest, meeting.room))
    rolls = call_roll(meeting=meeting, by=convener)
    assert [(str(roll.invitee), roll.state, roll.by_link) for roll in rolls] == [
        ("Inés Robledo", RollState.PRESENT, True),
        ("Rocío Tejedor", RollState.ABSENT, False),
    ]
    assert isinstance(rolls[0], Roll)
    written = AuditEntry.objects.get(action="videoconf.meeting.roll_called").detail
    assert written == {"present": [rolls[0].invitee.pk], "absent": [rolls[1].invitee.pk]}


def test_a_point_is_opened_once_and_only_in_session(meeting, convener, signed_in):
    point = meeting.points.get(number=1)
    with pytest.raises(Conflict, match="abierta"):
        open_point(meeting=meeting, point=point, by=convener)
    director = inside(meeting, convener, admit(convener, meeting.room))
    change_phase(by=director, to=RoomState.OPEN)
    first = open_point(meeting=meeting, point=point, by=convener).opened_at
    assert open_point(meeting=meeting, point=point, by=convener).opened_at == first
    assert AuditEntry.objects.filter(action="videoconf.meeting.point_opened").count() == 1
    marked = meeting.room.events.get(kind="mark")
    assert (marked.payload.body["text"], marked.actor_id) == ("1. Lectura del borrador", director.pk)
    text = signed_in(convener).get(reverse("meetings:meeting", args=[meeting.pk])).content.decode()
    assert ("Pasar lista" in text, text.count("Abrir este punto")) == (True, 1)
    leave(participant=director, connection=f"c-{convener.pk}")
    with pytest.raises(Conflict, match="estar en la sala"):
        open_point(meeting=meeting, point=meeting.points.get(number=2), by=convener)
    with pytest.raises(Conflict, match="ya ha empezado"):
        change(meeting=meeting, by=convener, plan=plan_of(meeting))


def test_home_says_that_it_begins_and_asks_whether_she_goes(meeting, councillor, convener):
    asked = [task.title for task in tasks(councillor, ())]
    assert "Di si vas a «Presupuesto de 2027»" in asked
    answer(invitee=meeting.invitees.get(person=councillor), by=councillor, accepts=True)
    # Another visit: what the page asks once, it keeps in the person of its request.
    councillor = User.objects.get(pk=councillor.pk)
    assert "Di si vas a «Presupuesto de 2027»" not in [task.title for task in tasks(councillor, ())]
    assert next_thing(councillor, ()).button == "Ver la reunión"
    Room.objects.filter(pk=meeting.room_id).update(starts_at=clock.now() + timedelta(minutes=10))
    councillor = User.objects.get(pk=councillor.pk)
    card = next_thing(councillor, ())
    assert (card.sentence, card.button, card.url) == (
        "Tu reunión empieza: «Presupuesto de 2027»",
        "Entrar en la reunión",
        f"/sala/{meeting.room.key}/",
    )
    assert (
        next_thing(cast.a_secretary(), ()) is None
        or "Presupuesto" not in next_thing(cast.a_secretary(), ()).sentence
    )


def test_the_list_shows_the_next_one_first_with_one_button(meeting, convener, village, signed_in):
    soon = clock.now() + timedelta(hours=2)
    cast.a_meeting(convener, village, title="Antes", called=(OUTSIDER,), starts_at=soon, ends_at=soon + HOUR)
    text = signed_in(convener).get(reverse("meetings:mine")).content.decode()
    assert text.index("Antes") < text.index("Presupuesto de 2027")
    assert text.count("Ver la reunión") == 1
    assert reverse("meetings:convene", args=[village.pk]) in text


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_whatever_it_holds(
    convener, village, signed_in, django_assert_max_num_queries, count
):
    for number in range(count):
        cast.a_meeting(convener, village, title=f"Reunión {number}", called=(OUTSIDER,))
    browser = signed_in(convener)
    browser.get(reverse("meetings:mine"))
    with django_assert_max_num_queries(12):
        browser.get(reverse("meetings:mine"))


def test_the_entry_of_the_calendar_carries_no_link(meeting, councillor, signed_in):
    answered = signed_in(councillor).get(reverse("meetings:entry", args=[meeting.pk]))
    assert answered["Content-Type"] == "text/calendar; charset=utf-8"
    assert Calendar.from_ical(answered.content).walk("VEVENT")[0]["SUMMARY"] == "Presupuesto de 2027"
    assert b"/invitacion/" not in answered.content


def test_who_may_convene_has_a_post(convener, village):
    from core.access import Access

    stranger, elsewhere = cast.a_stranger(), cast.entity("Robledillo")
    asked = [
        rules.may_convene(Access(user=who, action="GET", kwargs=where))
        for who, where in (
            (convener, {}),
            (stranger, {}),
            (convener, {"entity_id": village.pk}),
            (convener, {"entity_id": elsewhere.pk}),
        )
    ]
    assert asked == [True, False, True, False]


def test_the_pieces_of_convening_work_alone(meeting, convener):
    write_points(meeting, ("Uno", "Dos"))
    assert [point.number for point in meeting.points.all()] == [1, 2]
    call(meeting, (Called("luis@obras.example"),), by=convener)
    invitee = meeting.invitees.get(email="luis@obras.example")
    assert (str(invitee), invitee.link.name, invitee.link.label) == ("luis@obras.example", "", "Con enlace")
    old = invitee.link
    give_link(invitee, by=convener)
    assert invitee.link != old
    note("tested", meeting, convener, {})
    entry = AuditEntry.objects.latest("number")
    assert (entry.action, entry.entity_id) == ("videoconf.meeting.tested", meeting.entity_id)
