"""What training does by itself."""

from datetime import timedelta

from core.periodic import periodic
from courses import services
from courses.services import assignments, surveys
from courses.services.catalogue.pins import pin_those_born_running
from courses.services.quizzes import close_overdue


@periodic("courses.expire_offers", every=timedelta(minutes=5))
def expire_offers() -> None:
    """Pass to the next the places nobody accepted in 48 hours."""
    services.expire_offers()


@periodic("courses.settle_due", every=timedelta(minutes=5))
def settle_due() -> None:
    """Share out the places of a window that has closed, and free the seats whose reserve has ended."""
    services.settle_due()


@periodic("courses.close_attendance", every=timedelta(minutes=5))
def close_ended_classes() -> None:
    """Write down who came to the classes that ended some minutes ago."""
    services.close_ended_classes()


@periodic("courses.close_surveys", every=timedelta(minutes=30))
def close_surveys() -> None:
    """Close for good the surveys whose time is over."""
    surveys.close_surveys()


@periodic("courses.invite_to_surveys", every=timedelta(minutes=30))
def invite_to_surveys() -> None:
    """Ask who has finished an edition what she thinks of it."""
    surveys.invite_to_surveys()


@periodic("courses.remind_of_assignments", every=timedelta(minutes=30))
def remind_of_assignments() -> None:
    """Remind of what has to be handed in tomorrow."""
    assignments.remind_of_assignments()


@periodic("courses.close_quizzes", every=timedelta(minutes=1))
def close_quizzes() -> None:
    """Close the attempts at a quiz whose time is over, with the last draft of each."""
    close_overdue()


@periodic("courses.pin_born_running", every=timedelta(minutes=5))
def pin_born_running() -> None:
    """Hold the lessons of the editions that an import wrote down when they were already under way."""
    pin_those_born_running()


@periodic("courses.remind", every=timedelta(minutes=5))
def remind() -> None:
    """Remind of the classes of tomorrow and of the next hour."""
    services.remind()
