"""Attendance against a scripted truth: people enter, are cut off and leave by the verbs of the room."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from core import clock
from core.tenancy import unscoped
from courses.models import AttendanceRecord, LiveSession
from courses.services import admit, close_attendance, schedule_session
from courses.services.attendance.lists import scheduled_seconds
from courses.services.attendance.roll import CLOSES_AFTER
from people.models import User
from tests import cast
from videoconf.models import Participant
from videoconf.services import Arrival, beat, end, enter, leave, lose, sweep

MADRID = ZoneInfo("Europe/Madrid")
# As often as the server looks at the lines it holds, in seconds.
BEAT = 5
MOST_WRONG = 5


class Script:
    """One person in one class, minute by minute, with the clock in our hand."""

    def __init__(self, session: LiveSession, who: User, stop: Callable[[datetime], datetime]) -> None:
        self.session, self.who, self.stop = session, who, stop
        self.windows: set[str] = set()
        self.seat: Participant | None = None
        self.at = -600.0

    def until(self, seconds: float) -> None:
        """Let the time pass, with the heartbeat of the server and its sweep."""
        while self.at < seconds:
            self.at = min(seconds, (self.at // BEAT + 1) * BEAT)
            self.stop(self.session.starts_at.astimezone(UTC) + timedelta(seconds=self.at))
            if self.at % BEAT == 0:
                beat(connections=sorted(self.windows))
        sweep()

    def enter(self, window: str) -> None:
        """Come in as the page does, admitted by the course."""
        admission = admit(self.who, self.session.room)
        assert admission
        arrival = Arrival(connection=window, peer=window)
        self.seat = enter(room=self.session.room, person=self.who, admission=admission, arrival=arrival)
        self.windows.add(window)

    def cut(self, window: str) -> None:
        """Lose the line: the server hears it close."""
        self.windows.discard(window)
        lose(connection=window, at=clock.now())

    def crash(self, window: str) -> None:
        """Lose the whole process: nobody hears anything, and the sweep finds it later."""
        self.windows.discard(window)

    def leave(self, window: str) -> None:
        """Go out by the door."""
        self.windows.discard(window)
        assert self.seat
        leave(participant=self.seat, connection=window)

    def written(self) -> AttendanceRecord:
        """Close the class, and return what was written of this person."""
        self.until((self.session.ends_at - self.session.starts_at.astimezone(UTC)).total_seconds() + 60)
        end(room=self.session.room, by=None)
        self.stop(self.session.ends_at.astimezone(UTC) + CLOSES_AFTER)
        close_attendance(self.session)
        with unscoped("la prueba lee lo escrito"):
            return AttendanceRecord.objects.get(session=self.session, enrolment__person=self.who)


@pytest.fixture
def script(db: None, secretary: User, stop_clock: Callable[[datetime], datetime]) -> Callable[..., Script]:
    def begin(start: datetime, end_: datetime) -> Script:
        stop_clock(start.astimezone(UTC) - timedelta(days=1))
        edition = cast.an_edition()
        session = schedule_session(edition=edition, title="Plazos", starts_at=start, ends_at=end_)
        cast.a_place(edition, secretary)
        return Script(session, secretary, stop_clock)

    return begin


def a_morning() -> tuple[datetime, datetime]:
    start = datetime(2026, 10, 5, 10, 0, tzinfo=MADRID)
    return start, start + timedelta(minutes=90)


def told(capsys: pytest.CaptureFixture[str], name: str, record: AttendanceRecord, truth: int) -> int:
    wrong = abs(record.seconds - truth)
    with capsys.disabled():
        print(f"\nasistencia, {name}: {record.seconds} s escritos, {truth} s de verdad, error {wrong} s")  # noqa: T201  (a figure)
    return wrong


def test_three_reconnections(script: Callable[..., Script], capsys: pytest.CaptureFixture[str]):
    play = script(*a_morning())
    play.until(-180)
    for turn, (enters, breaks) in enumerate([(-180, 1203), (1225, 2471), (2516, 4200)]):
        play.until(enters)
        play.enter(f"line-{turn}")
        play.until(breaks)
        play.cut(f"line-{turn}")
    play.until(4288)
    play.enter("last")
    record = play.written()
    truth = 1203 + (2471 - 1225) + (4200 - 2516) + (5400 - 4288)
    assert told(capsys, "tres reconexiones", record, truth) <= MOST_WRONG


def test_two_tabs(script: Callable[..., Script], capsys: pytest.CaptureFixture[str]):
    play = script(*a_morning())
    play.until(0)
    play.enter("first tab")
    play.until(600)
    play.enter("second tab")
    play.until(1203)
    play.cut("first tab")
    play.until(3333)
    play.leave("second tab")
    play.until(4000)
    play.enter("third tab")
    record = play.written()
    assert told(capsys, "dos pestañas", record, 3333 + (5400 - 4000)) <= MOST_WRONG


def test_a_machine_that_dies_without_a_word(
    script: Callable[..., Script], capsys: pytest.CaptureFixture[str]
):
    play = script(*a_morning())
    play.until(0)
    play.enter("one")
    play.until(1803)
    play.crash("one")
    play.until(1900)
    play.enter("two")
    record = play.written()
    assert told(capsys, "máquina caída", record, 1803 + (5400 - 1900)) <= MOST_WRONG


def test_the_night_the_clock_changes(script: Callable[..., Script], capsys: pytest.CaptureFixture[str]):
    start = datetime(2026, 10, 25, 1, 30, tzinfo=MADRID)
    play = script(start, datetime(2026, 10, 25, 3, 30, tzinfo=MADRID))
    assert scheduled_seconds(play.session) == 3 * 3600
    play.until(7)
    play.enter("one")
    # Half past two for the first time.
    play.until(3600)
    play.cut("one")
    play.until(3620)
    play.enter("two")
    # Ten to three for the second time: the whole machine goes.
    play.until(8403)
    play.crash("two")
    play.until(8700)
    play.enter("three")
    record = play.written()
    truth = (3600 - 7) + (8403 - 3620) + (3 * 3600 - 8700)
    assert (record.scheduled, told(capsys, "noche del cambio de hora", record, truth) <= MOST_WRONG) == (
        10800,
        True,
    )


def test_without_the_clip_to_the_class_who_came_early_would_gain(script: Callable[..., Script]):
    play = script(*a_morning())
    play.until(-300)
    play.enter("early")
    record = play.written()
    assert (record.seconds, record.percent) == (5400, 100)
    assert clock.now() - play.session.starts_at > timedelta(seconds=5400)
