"""A link for who has no account: one room, one door, and nothing of it left where it could be read."""

import time
from datetime import timedelta

import pytest
from asgiref.sync import sync_to_async
from channels.db import database_sync_to_async
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse

from core import access, clock
from core.access import Access
from core.errors import Conflict
from core.logs import clean_text
from core.models import AuditEntry, OutboxMessage
from tests.videoconf.acts import PageSocket, a_person, a_room, headers, page_of
from videoconf import admission
from videoconf.admission import admission_for
from videoconf.consumers import keeper, watch
from videoconf.enums import ParticipantRole, ParticipantState, RoomKind
from videoconf.guests import ENTRY_COOKIE, Guest
from videoconf.models import GuestEntry, GuestLink, Participant
from videoconf.services import Arrival, Door, admit, approach, end, enter, leave, own_attendance, remove
from videoconf.services import guests as service
from videoconf.services.checking import verify_room
from videoconf.services.guests import (
    GuestRefused,
    address_of,
    come_with,
    find_link,
    guest_of,
    mail_link,
    make_link,
    require_invited,
    revoke_link,
    visitor,
)
from videoconf.services.guests.standing import hash_of, require_standing

pytestmark = pytest.mark.django_db(transaction=True)
at_db = database_sync_to_async
MEETING = Door(kind=RoomKind.MEETING, waiting_room=True)
BROUGHT = {"name": "Inés Robledo", "email": "ines@nexo.example"}


@pytest.fixture
def host():
    return a_person("Marta")


@pytest.fixture
def room(host):
    return a_room(host=host, door=MEETING)


@pytest.fixture
def link(room, host):
    """A link, and what opens it."""
    return make_link(room=room, by=host, label="Consultora Nexo")


def opened(token, browser=None):
    """A browser that opened the address of a link, and where it was sent."""
    browser = browser or Client()
    answer = browser.get(reverse("videoconf:invitation", args=[token]))
    return browser, answer


def inside_the_door(token, name="Inés Robledo"):
    """A browser that said its name."""
    browser, answer = opened(token)
    browser.post(answer["Location"], {"name": name})
    return browser


def cookies(browser):
    return "; ".join(f"{name}={morsel.value}" for name, morsel in browser.cookies.items()).encode()


async def socket_of(browser, room):
    page = PageSocket(room.key, headers(cookies(browser)))
    assert await page.open()
    return page


def test_the_address_with_the_token_is_left_at_once_and_told_to_nobody(link, room):
    browser, answer = opened(link[1])
    assert (answer.status_code, answer["Location"]) == (302, f"/sala/{room.key}/invitado/")
    assert (answer["Referrer-Policy"], "no-store" in answer["Cache-Control"]) == ("no-referrer", True)
    kept = browser.cookies["sala_enlace"]
    assert (kept["path"], kept["httponly"], kept["samesite"]) == (f"/sala/{room.key}/", True, "Lax")


def test_what_opens_the_link_is_nowhere_in_the_database_nor_in_the_log(link):
    row, token = link
    values = [str(value) for value in GuestLink.objects.filter(pk=row.pk).values().get().values()]
    secret = token.split(".")[1]
    assert [value for value in values if secret in value] == []
    assert [entry for entry in AuditEntry.objects.all() if secret in str(entry.detail)] == []
    said = clean_text(f"GET {address_of(token)} 302")
    assert secret not in said
    assert secret in f"GET {address_of(token)} 302", "control: the address does carry it"


def test_who_opens_it_reads_who_invites_her_and_what_is_kept(link, room):
    browser, answer = opened(link[1])
    page = browser.get(answer["Location"])
    text = page.content.decode()
    assert "Le invita Marta" in text
    assert "Sus datos" in text
    assert 'name="name"' in text
    # Programs that preview mail open links too: looking changes nothing.
    assert GuestEntry.objects.count() == 0


def test_she_writes_her_name_and_is_at_the_door_of_that_room(link, room):
    browser, answer = opened(link[1])
    sent = browser.post(answer["Location"], {"name": " Inés Robledo "})
    assert (sent.status_code, sent["Location"]) == (302, f"/sala/{room.key}/")
    page = browser.get(sent["Location"])
    assert page["Cache-Control"] == "private, no-store"
    text = page.content.decode()
    assert ("Inés Robledo" in text, "Consultora Nexo" in text) == (True, True)
    assert "/invitaciones/" not in text


def test_without_a_name_she_is_asked_again(link):
    browser, answer = opened(link[1])
    page = browser.post(answer["Location"], {"name": "  "})
    assert (page.status_code, "<title>Error: " in page.content.decode(), GuestEntry.objects.count()) == (
        200,
        True,
        0,
    )


def test_the_name_of_a_personal_link_is_not_hers_to_change(room, host):
    row, token = make_link(room=room, by=host, label="Consultora Nexo", guest=BROUGHT)
    browser, answer = opened(token)
    assert 'name="name"' not in browser.get(answer["Location"]).content.decode()
    browser.post(answer["Location"], {"name": "La alcaldesa"})
    assert row.entries.get().name == "Inés Robledo"


def test_who_has_an_account_that_enters_goes_in_as_herself(link, room, host, signed_in):
    browser, answer = opened(link[1], signed_in(host))
    assert browser.get(answer["Location"])["Location"] == f"/sala/{room.key}/"
    assert GuestEntry.objects.count() == 0


def test_the_same_browser_opens_a_personal_link_again_and_another_does_not(room, host):
    _, token = make_link(room=room, by=host, label="Nexo", guest=BROUGHT, single_use=True)
    first = inside_the_door(token)
    _, answer = opened(token, first)
    assert first.get(answer["Location"])["Location"] == f"/sala/{room.key}/"
    other, answer = opened(token)
    page = other.post(answer["Location"])
    assert (page.status_code, "se abrió en otro dispositivo" in page.content.decode()) == (410, True)
    assert ENTRY_COOKIE not in other.cookies


def expire(link, room):
    GuestLink.objects.filter(pk=link.pk).update(
        made_at=clock.now() - timedelta(days=2), expires_at=clock.now() - timedelta(minutes=1)
    )


def withdraw(link, room):
    revoke_link(link=link, by=link.made_by)


def finish(link, room):
    end(room=room, by=None)


@pytest.mark.parametrize(
    ("act", "why"), [(expire, "ha caducado"), (withdraw, "se ha retirado"), (finish, "ha terminado")]
)
def test_a_link_that_is_over_says_why(link, room, act, why):
    act(link[0], room)
    _, page = opened(link[1])
    assert (page.status_code, page["Referrer-Policy"]) == (410, "no-referrer")
    assert why in page.content.decode()


@pytest.mark.parametrize("wrong", ["nada", "abc.def.ghi"])
def test_a_forged_link_does_not_exist(wrong):
    assert opened(wrong)[1].status_code == 404


def test_a_token_changed_by_one_letter_does_not_exist(link, room):
    key, secret, seal = link[1].split(".")
    other = a_room(host=link[0].made_by, door=MEETING)
    assert opened(f"{other.key}.{secret}.{seal}")[1].status_code == 404
    with pytest.raises(GuestRefused, match="unknown"):
        find_link(f"{key}.{secret[:-1]}x.{seal}")


def test_a_link_signed_by_us_that_no_row_holds_does_not_exist(link):
    GuestLink.objects.all().delete()
    with pytest.raises(GuestRefused) as refusal:
        find_link(link[1])
    assert (refusal.value.code, refusal.value.status) == ("unknown", 404)


def test_a_link_opens_no_other_room(link, host):
    other = a_room(host=host, door=MEETING)
    browser, _ = opened(link[1])
    browser.cookies["sala_enlace"]["path"] = "/"
    page = browser.get(reverse("videoconf:welcome", args=[other.key]))
    assert (page.status_code, "es para otra sala" in page.content.decode()) == (403, True)


def test_her_key_opens_no_other_room(link, room, host):
    other = a_room(host=host, door=MEETING)
    _, key = come_with(link=link[0], name="Inés")
    assert guest_of(key, room) is not None
    assert [guest_of(key, other), guest_of("falsa", room), guest_of("falsa.firma", room)] == [None] * 3
    browser = inside_the_door(link[1])
    browser.cookies[ENTRY_COOKIE]["path"] = "/"
    answer = browser.get(reverse("videoconf:room", args=[other.key]))
    assert (answer.status_code, "next=" in answer["Location"]) == (302, True)
    moved = Guest(guest_of(key, room).guest_id, other.pk)
    assert admission_for(moved, other) is None


def test_only_who_directs_makes_and_withdraws_links(room, link, host):
    speaker = a_person()
    for who in (speaker, a_person()):
        with pytest.raises(Conflict):
            make_link(room=room, by=who, label="x")
        with pytest.raises(Conflict):
            revoke_link(link=link[0], by=who)
    link[0].refresh_from_db()
    assert link[0].revoked_at is None


def test_a_room_that_ended_has_no_more_links(room, host):
    end(room=room, by=None)
    with pytest.raises(Conflict):
        make_link(room=room, by=host, label="x")


def test_each_link_leaves_its_trace(room, link, host):
    come_with(link=link[0], name="Inés")
    revoke_link(link=link[0], by=host)
    revoke_link(link=link[0], by=host)
    rows = AuditEntry.objects.filter(target=f"room:{room.key}").order_by("number")
    assert list(rows.values_list("action", "actor_id")) == [
        ("videoconf.guest_link.made", host.pk),
        ("videoconf.guest_link.opened", None),
        ("videoconf.guest_link.revoked", host.pk),
    ]


def test_the_mail_is_one_and_carries_the_link(room, host):
    row, token = make_link(room=room, by=host, label="Nexo", guest=BROUGHT)
    mail_link(link=row, token=token)
    mail_link(link=row, token=token)
    mail = OutboxMessage.objects.get()
    assert (mail.to, address_of(token) in mail.text) == ("ines@nexo.example", True)


def test_who_directs_makes_a_link_in_the_page_and_sees_it_once(signed_in, host, room):
    browser, address = signed_in(host), reverse("videoconf:invited", args=[room.key])
    page = browser.post(address, {"label": "Vecina", "name": "", "email": ""}).content.decode()
    assert "/sala/invitacion/" in page
    again = browser.get(address).content.decode()
    assert ("Vecina" in again, "/sala/invitacion/" in again) == (True, False)
    row = GuestLink.objects.get()
    browser.post(reverse("videoconf:revoke_guest", args=[room.key, row.pk]))
    row.refresh_from_db()
    assert row.revoked_at is not None


def test_a_link_of_another_room_is_not_withdrawn_from_this_page(signed_in, host, room):
    elsewhere, _ = make_link(room=a_room(host=host, door=MEETING), by=host, label="x")
    answer = signed_in(host).post(reverse("videoconf:revoke_guest", args=[room.key, elsewhere.pk]))
    assert answer.status_code == 404


# --- the socket ---


def arrive(guest, room):
    given = admission_for(guest, room)
    return enter(room=room, person=guest, admission=given, arrival=Arrival(f"c{guest.guest_id}", "p"))


def the_host_inside(room, host):
    given = admission_for(host, room)
    return enter(room=room, person=host, admission=given, arrival=Arrival("host", "p"))


async def test_she_waits_in_her_place_is_let_in_and_her_time_counts(link, room, host):
    browser = await at_db(inside_the_door)(link[1])
    director = await at_db(the_host_inside)(room, host)
    page = await socket_of(browser, room)
    await page.say("hello", v=1)
    state = await page.hear("state")
    assert (state["people"], state["place"]) == ([], None)
    await page.say("join", peer=page.peer, video=True, microphone=True, camera=True)
    assert await page.hear("waiting") == {"kind": "waiting", "place": 1, "of": 1}
    await at_db(admit)(by=director, who=None)
    await page.hear("again")
    joined = await page.join()
    seat = await at_db(Participant.objects.get)(pk=joined["me"])
    assert (seat.person_id, seat.display_name, seat.entity_name, seat.role) == (
        None,
        "Inés Robledo",
        "Consultora Nexo",
        ParticipantRole.SPEAKER,
    )
    await page.say("leave")
    assert await page.closed_with() == 1000
    verdict = await at_db(verify_room)(room.key)
    assert verdict.errors == ()
    text = await sync_to_async(lambda: browser.get(f"/sala/{room.key}/salida/").content.decode())()
    assert ("Has estado" in text, "mira tus entradas" in text) == (True, False)


async def test_a_room_without_waiting_room_makes_her_wait_too(host):
    room = await at_db(a_room)(host=host)
    row, _ = await at_db(make_link)(room=room, by=host, label="x")
    _, key = await at_db(come_with)(link=row, name="Inés")
    guest = await at_db(guest_of)(key, room)
    seat = await at_db(arrive)(guest, room)
    assert (seat.state, seat.role) == (ParticipantState.WAITING, ParticipantRole.LISTENER)


@pytest.mark.slow
@pytest.mark.parametrize("act", [expire, withdraw])
async def test_a_link_that_ends_closes_her_socket_within_five_seconds(link, room, act):
    page = await socket_of(await at_db(inside_the_door)(link[1]), room)
    await page.say("hello", v=1)
    await page.hear("state")
    await at_db(act)(link[0], room)
    began = time.monotonic()
    assert await page.closed_with(10) == 4415
    assert time.monotonic() - began < 5


@pytest.mark.slow
async def test_without_the_watch_she_would_stay(link, room, monkeypatch):
    """Negative control."""
    monkeypatch.setattr(keeper, "revoked", lambda credentials: set())
    page = await socket_of(await at_db(inside_the_door)(link[1]), room)
    await page.say("hello", v=1)
    await page.hear("state")
    await at_db(withdraw)(link[0], room)
    await page.hear("beat")
    await page.hear("beat")
    await page.say("ping", t=7)
    assert (await page.hear("pong"))["t"] == 7
    await page.close()


async def test_with_a_link_that_ended_no_socket_opens(link, room):
    browser = await at_db(inside_the_door)(link[1])
    await at_db(withdraw)(link[0], room)
    assert await (await socket_of(browser, room)).closed_with() == 4415
    answer = await sync_to_async(browser.get)(f"/sala/{room.key}/")
    assert (answer.status_code, "se ha retirado" in answer.content.decode()) == (410, True)


async def test_a_link_that_ends_while_she_waits_is_asked_again_on_joining(link, room, monkeypatch):
    monkeypatch.setattr(keeper, "revoked", lambda credentials: set())
    page = await socket_of(await at_db(inside_the_door)(link[1]), room)
    await page.say("hello", v=1)
    await page.hear("state")
    await at_db(withdraw)(link[0], room)
    await page.say("join", peer=page.peer, video=True, microphone=False, camera=False)
    assert await page.closed_with() == 4415


@pytest.mark.parametrize("key", [b"", b"sala_invitada=falsa", b"sala_invitada=falsa.firma"])
async def test_a_forged_key_opens_no_socket(room, key):
    page = PageSocket(room.key, headers(key))
    assert await page.open()
    assert await page.closed_with() == (4415 if key else 4401)


async def test_the_key_of_another_room_opens_no_socket(link, host):
    other = await at_db(a_room)(host=host, door=MEETING)
    browser = await at_db(inside_the_door)(link[1])
    assert await (await socket_of(browser, other)).closed_with() == 4415


async def test_who_was_put_out_comes_back_neither_with_her_key_nor_with_the_link(link, room, host):
    browser = await at_db(inside_the_door)(link[1])
    director = await at_db(the_host_inside)(room, host)
    page = await socket_of(browser, room)
    await page.say("hello", v=1)
    me = (await page.hear("state"))["me"]
    await page.say("join", peer=page.peer, video=False, microphone=False, camera=False)
    await page.hear("waiting")
    await at_db(admit)(by=director, who=None)
    await page.hear("again")
    await page.join()
    await at_db(remove)(by=director, who=me)
    assert await page.closed_with() == 4412
    assert await (await socket_of(browser, room)).closed_with() == 4403

    def try_again():
        fresh, answer = opened(link[1])
        return fresh.post(answer["Location"], {"name": "Otra persona"})

    page = await sync_to_async(try_again)()
    assert (page.status_code, "ya no deja entrar a nadie más" in page.content.decode()) == (410, True)


def test_without_that_guard_she_would_come_back_under_another_name(link, room, monkeypatch):
    """Negative control."""
    entry, _ = come_with(link=link[0], name="Inés")
    seat = approach(
        room=room, person=Guest(entry.pk, room.pk), admission=admission_for(Guest(entry.pk, room.pk), room)
    )
    Participant.objects.filter(pk=seat.pk).update(state=ParticipantState.REMOVED)
    with pytest.raises(GuestRefused, match="closed"):
        come_with(link=link[0], name="Otra")
    monkeypatch.setattr(GuestLink.objects.__class__, "with_somebody_removed", lambda self: self.none())
    assert come_with(link=link[0], name="Otra")[0].name == "Otra"


# --- what a guest may say ---

OUTSIDE = {"connect", "hello", "resume", "join", "ping"}


def allowed(who, room, seat):
    kwargs = {"room": room.key, "admission": admission_for(who, room)}
    rules = access.table()[("consumer", "videoconf.room")].rules
    asked = [Access(user=who, action=action, kwargs=kwargs, subject=seat) for action in rules]
    return {ctx.action for ctx in asked if access.allowed("consumer", "videoconf.room", ctx)}


def test_a_guest_says_what_her_seat_may_and_nothing_with_the_seat_of_another(link, room, host):
    guests = [
        Guest(come_with(link=link[0], name=name)[0].pk, room.pk) for name in ("Inés", "Teresa", "Blanca")
    ]
    seats = [approach(room=room, person=each, admission=admission_for(each, room)) for each in guests]
    director = the_host_inside(room, host)
    assert allowed(guests[0], room, seats[0]) == OUTSIDE
    for seat in seats:
        seat.state, seat.seat = ParticipantState.PRESENT, "video"
    within = allowed(guests[0], room, seats[0])
    assert {"chat", "hand", "media", "leave"} < within
    assert within & {"admit", "deny", "remove", "lock", "promote", "phase", "end", "mute"} == set()
    assert allowed(guests[0], room, seats[1]) == OUTSIDE
    assert allowed(guests[0], room, director) == OUTSIDE
    assert allowed(AnonymousUser(), room, seats[0]) == set()
    revoke_link(link=link[0], by=host)
    assert allowed(guests[0], room, seats[0]) == set()


def test_somebody_signed_in_is_not_a_guest_of_the_same_number(link, room):
    person = a_person()
    entry, _ = come_with(link=link[0], name="Inés")
    seat = approach(
        room=room, person=Guest(entry.pk, room.pk), admission=admission_for(Guest(entry.pk, room.pk), room)
    )
    seat.state = ParticipantState.PRESENT
    assert allowed(person, room, seat) == set()


def test_whose_cookie_it_is_counts_only_when_the_room_is_not_hers(link, room, host):
    _, key = come_with(link=link[0], name="Inés")
    held = {ENTRY_COOKIE: key}
    other = a_person()
    assert visitor(person=host, cookies=held, room=room) is host
    assert isinstance(visitor(person=other, cookies=held, room=room), Guest)
    assert visitor(person=other, cookies={}, room=room) is other


def test_a_link_that_stands_is_not_refused_and_one_that_does_not_is(link, room, host):
    entry, _ = come_with(link=link[0], name="Inés")
    require_invited(Guest(entry.pk, room.pk))
    revoke_link(link=link[0], by=host)
    with pytest.raises(GuestRefused, match="revoked"):
        require_invited(Guest(entry.pk, room.pk))


def test_a_guest_row_given_to_somebody_else_is_found(link, room, host):
    mine, other = (come_with(link=link[0], name=name)[0] for name in ("Inés", "Teresa"))
    the_host_inside(room, host)
    guest = Guest(mine.pk, room.pk)
    seat = approach(room=room, person=guest, admission=admission_for(guest, room))
    Participant.objects.filter(pk=seat.pk).update(admitted_at=clock.now())
    seat = arrive(guest, room)
    leave(participant=seat, connection=f"c{mine.pk}")
    assert own_attendance(room, guest).participant == seat
    assert verify_room(room.key).ok
    Participant.objects.filter(pk=seat.pk).update(guest=other)
    assert "guest" in verify_room(room.key).errors[0].reason


def test_the_watch_asks_once_for_all_the_guests(link, room, django_assert_num_queries):
    entries = [come_with(link=link[0], name=f"n{number}")[0] for number in range(3)]
    credentials = [watch.GuestCredential(entry.pk) for entry in entries]
    with django_assert_num_queries(1):
        assert watch.revoked(credentials) == set()


def test_nobody_is_asked_of_an_app_that_never_registered(link, room, monkeypatch):
    """A guest's link stands by itself: the upper app is not asked of her."""
    monkeypatch.setattr(admission, "_admitters", {})
    entry, _ = come_with(link=link[0], name="Inés")
    assert admission_for(Guest(entry.pk, room.pk), room).waits is True


def test_what_the_database_keeps_of_a_link_does_not_open_it(link):
    row, token = link
    assert row.token_hash == hash_of(token)
    with pytest.raises(GuestRefused, match="unknown"):
        find_link(row.token_hash)


def test_a_link_stands_until_its_last_moment(link):
    row, _ = link
    require_standing(row, row.expires_at - timedelta(microseconds=1))
    with pytest.raises(GuestRefused, match="expired"):
        require_standing(row, row.expires_at)


def test_two_browsers_of_a_personal_link_cannot_both_get_in(room, host):
    row, _ = make_link(room=room, by=host, label="x", guest=BROUGHT, single_use=True)
    come_with(link=row)
    with pytest.raises(GuestRefused, match="used"):
        come_with(link=row)
    assert (row.entries.count(), service.GONE["used"].endswith("una sola persona.")) == (1, True)


async def test_a_person_of_the_room_is_not_bothered_by_an_old_cookie(link, room, host):
    async with page_of(host, room) as page:
        await page.say("hello", v=1)
        assert (await page.hear("state"))["place"] is None
