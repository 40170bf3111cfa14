"""What a person types about attendance."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from courses.models import AttendanceRecord, LiveSession, SessionBreak

DAY = timedelta(days=1)
HOUR = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
UNREADABLE = {"required": "Escribe la hora.", "invalid": "Escribe la hora así: 10:45."}


class CorrectionForm(forms.Form):
    """What somebody types to correct the attendance of a person to a class."""

    minutes = forms.IntegerField(
        label="Minutos en la clase", min_value=0, error_messages={"required": "Escribe cuántos minutos."}
    )
    reason = forms.CharField(
        label="Motivo",
        max_length=200,
        help_text="Queda guardado junto a lo que había.",
        error_messages={"required": "Escribe el motivo."},
    )

    def __init__(self, *args: Any, record: AttendanceRecord, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["minutes"] = record.seconds // 60
        self.longest = record.scheduled // 60

    def clean_minutes(self) -> int:
        """Refuse more than the class lasted."""
        minutes: int = self.cleaned_data["minutes"]
        if minutes > self.longest:
            raise forms.ValidationError(f"La clase duró {self.longest} minutos: escribe ese número o menos.")
        return minutes


class BreakForm(forms.Form):
    """The hours of a rest, as the clock on the wall says them."""

    start = forms.TimeField(label="Empieza", widget=HOUR, error_messages=UNREADABLE)
    end = forms.TimeField(label="Termina", widget=HOUR, error_messages=UNREADABLE)

    @classmethod
    def of(cls, rest: SessionBreak, sent: Any = None) -> "BreakForm":
        """Return the form with the hours a rest has."""
        hours = (timezone.localtime(moment).time() for moment in (rest.starts_at, rest.ends_at))
        return cls(sent, initial=dict(zip(("start", "end"), hours, strict=True)))

    def moments(self, session: LiveSession) -> dict[str, datetime]:
        """Return when it begins and ends, reading the hours forward from the beginning of the class."""
        begins = next_at(self.cleaned_data["start"], session.starts_at)
        return {"starts_at": begins, "ends_at": next_at(self.cleaned_data["end"], begins)}


def next_at(hour: time, since: datetime) -> datetime:
    """Return the first moment from then on when the clock on the wall says this hour.

    The night it goes back, the same hour comes twice: the second one is taken when the first is past.
    """
    day = timezone.localtime(since).date()
    zone = timezone.get_current_timezone()
    days = (day, day, day + DAY)
    said = (datetime.combine(each, hour, tzinfo=zone) for each in days)
    moments = [each.replace(fold=fold).astimezone(UTC) for each, fold in zip(said, (0, 1, 0), strict=True)]
    return next((each for each in moments if each >= since), moments[-1])
