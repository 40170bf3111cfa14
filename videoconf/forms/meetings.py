"""Forms of meetings."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from core.calendars import MADRID, on_the_wall
from videoconf.enums import MeetingKind
from videoconf.forms.called import called_in
from videoconf.models import Meeting
from videoconf.services.meetings import Called, Plan


class MeetingForm(forms.Form):
    """A meeting to convene, or as it is to be changed."""

    title = forms.CharField(label="De qué es la reunión", max_length=180)
    day = forms.DateField(label="Día", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    hour = forms.TimeField(label="Hora", widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}))
    minutes = forms.IntegerField(label="Cuántos minutos dura", min_value=5, max_value=720, initial=60)
    people = forms.MultipleChoiceField(
        label="Personas de tu entidad", required=False, widget=forms.CheckboxSelectMultiple
    )
    others = forms.CharField(
        label="Otras personas",
        required=False,
        help_text="Una por línea: nombre y correo. No hace falta que tengan cuenta. "
        "Por ejemplo: Inés Robledo, ines@nexo.example",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    points = forms.CharField(
        label="Orden del día",
        required=False,
        help_text="Un punto por línea.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    about = forms.CharField(
        label="Algo más que deban saber",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    kind = forms.ChoiceField(
        label="Qué clase de reunión es",
        choices=MeetingKind.choices,
        initial=MeetingKind.MEETING,
        widget=forms.RadioSelect,
    )
    legal_basis = forms.CharField(
        label="Norma o acuerdo que permite la sesión a distancia",
        required=False,
        max_length=300,
        help_text="Solo para órganos colegiados. La Ley 7/1985, art. 46.3, la permite en casos "
        "excepcionales: cita el motivo y quién lo apreció.",
    )

    def __init__(self, *args: Any, colleagues: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if colleagues:
            self.fields["people"].choices = colleagues  # type: ignore[attr-defined]
        else:
            del self.fields["people"]

    @staticmethod
    def of(meeting: Meeting, colleagues: list[tuple[str, str]]) -> dict[str, Any]:
        """Return a meeting as the form shows it."""
        near = {email for email, _ in colleagues}
        called = list(meeting.invitees.all())
        starts = timezone.localtime(meeting.room.starts_at, MADRID)
        return {
            "title": meeting.room.title,
            "day": starts.date(),
            "hour": starts.time(),
            "minutes": (meeting.room.ends_at - meeting.room.starts_at) // timedelta(minutes=1),
            "people": [each.email for each in called if each.email in near],
            "others": "\n".join(
                ", ".join(filter(None, (each.name, each.email))) for each in called if each.email not in near
            ),
            "points": "\n".join(point.title for point in meeting.points.all()),
            "about": meeting.about,
            "kind": meeting.kind,
            "legal_basis": meeting.legal_basis,
        }

    def clean_others(self) -> tuple[Called, ...]:
        """Read a name and an address in each line; say which line has none."""
        lines = [line.strip() for line in self.cleaned_data["others"].splitlines() if line.strip()]
        return tuple(called_in(line) for line in lines)

    def clean(self) -> dict[str, Any]:
        """Turn day and hour into a moment; the night of March has no such hour, and it is said."""
        typed = super().clean() or {}
        if "day" in typed and "hour" in typed:
            try:
                typed["starts_at"] = on_the_wall(datetime.combine(typed["day"], typed["hour"]))
            except (ValueError, OverflowError) as error:
                self.add_error("hour", f"{error}.")
        if typed.get("kind") == MeetingKind.BODY and not typed.get("legal_basis"):
            self.add_error("legal_basis", "Cita la norma o el acuerdo que permite reunirse a distancia.")
        return typed

    def plan(self) -> Plan:
        """Return what the verb takes."""
        typed = self.cleaned_data
        near = tuple(Called(email) for email in typed.get("people", []))
        return Plan(
            title=typed["title"],
            starts_at=typed["starts_at"],
            ends_at=typed["starts_at"] + timedelta(minutes=typed["minutes"]),
            called=near + typed["others"],
            points=tuple(line.strip() for line in typed["points"].splitlines() if line.strip()),
            about=typed["about"],
            kind=typed["kind"],
            legal_basis=typed["legal_basis"],
        )


class WhyForm(forms.Form):
    """Why a meeting is called off."""

    why = forms.CharField(
        label="Por qué se anula",
        required=False,
        max_length=200,
        help_text="Lo leerán en el correo.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
