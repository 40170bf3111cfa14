"""What the staff send to run an edition: places, quotas, the hours of its classes."""

from datetime import datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils import timezone

from core.calendars import MADRID, on_the_wall, weekly_starts
from courses import words
from courses.enums import EnrolmentState
from courses.models import LiveSession
from courses.services.editions.timetable import MOST_CLASSES
from courses.services.places.listing import Narrowed
from courses.services.places.quotas import Limits
from people.enums import EntityKind
from people.models import LocalEntity

ANYBODY = ("", "Cualquiera")
EVERY = ("", "Todos")
LONGEST = 480


class CapacityForm(forms.Form):
    """How many places there are."""

    capacity = forms.IntegerField(label="Cuántas plazas hay", min_value=1, max_value=2000)


class QuotaForm(forms.Form):
    """Seats kept for some town halls."""

    seats = forms.IntegerField(label="Plazas que se guardan", min_value=1, max_value=2000)
    max_population = forms.IntegerField(
        label="Hasta cuántos habitantes", min_value=1, max_value=9_999_999, required=False
    )
    kind = forms.ChoiceField(label="Clase de entidad", choices=[ANYBODY, *EntityKind.choices], required=False)
    comarca = forms.ChoiceField(label="Comarca", required=False)
    entity = forms.ModelChoiceField(
        label="Un solo ayuntamiento",
        queryset=LocalEntity.objects.none(),
        required=False,
        empty_label=ANYBODY[1],
    )
    until = forms.DateField(
        label="Se guardan hasta el día",
        help_text="A partir del día siguiente van a quien toque. Vale para todos los cupos de la edición.",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        active = LocalEntity.objects.active()
        self.fields["entity"].queryset = active.order_by("name")  # type: ignore[attr-defined]
        known = active.exclude(comarca="").order_by("comarca").values_list("comarca", flat=True).distinct()
        self.fields["comarca"].choices = [ANYBODY, *((each, each) for each in known)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse seats kept for nobody in particular."""
        typed = super().clean() or {}
        who = ("max_population", "kind", "comarca", "entity")
        if not self.errors and not any(typed.get(name) for name in who):
            self.add_error(
                "max_population", "Di para quién se guardan: por habitantes, clase, comarca o nombre."
            )
        return typed

    def asked(self) -> dict[str, Any]:
        """Return what the verb takes."""
        typed = self.cleaned_data
        limits = Limits(typed["max_population"], typed["kind"], typed["comarca"], typed["entity"])
        until = datetime.combine(typed["until"] + timedelta(days=1), time(0), tzinfo=MADRID)
        label = words.kept_for(limits.max_population, limits.kind, limits.comarca, limits.entity)
        return {"label": label, "limits": limits, "seats": typed["seats"], "until": until}


class ReasonForm(forms.Form):
    """Why something is called off."""

    reason = forms.CharField(
        label="Por qué se anula",
        max_length=200,
        help_text="Lo leerá en su correo quien pidió plaza.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class PeopleFilter(forms.Form):
    """Narrows the list of an edition; a plain GET form, and what makes no sense does not narrow."""

    q = forms.CharField(label="Nombre o correo", required=False, max_length=80)
    estado = forms.ChoiceField(label="Estado", required=False, choices=[EVERY, *EnrolmentState.choices])
    entidad = forms.ModelChoiceField(
        label="Por quién", required=False, queryset=LocalEntity.objects.none(), empty_label=EVERY[1]
    )

    def __init__(self, *args: Any, towns: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["entidad"].queryset = towns  # type: ignore[attr-defined]

    def narrowed(self) -> Narrowed:
        """Return what was asked for."""
        self.is_valid()
        typed = self.cleaned_data
        return Narrowed(typed.get("q", ""), typed.get("estado", ""), typed.get("entidad"))

    def as_query(self) -> str:
        """Return what was asked for as an address carries it from page to page."""
        asked = self.narrowed()
        kept = {"q": asked.words, "estado": asked.state, "entidad": asked.entity.pk if asked.entity else ""}
        return urlencode({name: value for name, value in kept.items() if value})


class HoursForm(forms.Form):
    """When a class is, by the clock of the province."""

    day = forms.DateField(label="Día", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    hour = forms.TimeField(
        label="Hora de inicio", widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )
    minutes = forms.IntegerField(label="Cuántos minutos dura", min_value=5, max_value=LONGEST, initial=90)

    @staticmethod
    def of(session: LiveSession) -> dict[str, Any]:
        """Return the hours of a class as the form shows them."""
        local = timezone.localtime(session.starts_at, MADRID)
        lasts = (session.ends_at - session.starts_at) // timedelta(minutes=1)
        return {"day": local.date(), "hour": local.time(), "minutes": lasts}

    def clean(self) -> dict[str, Any]:
        """Turn day and hour into moments; the night of March has no such hour, and it is said."""
        typed = super().clean() or {}
        if "day" in typed and "hour" in typed:
            try:
                typed["starts"] = self._starts(datetime.combine(typed["day"], typed["hour"]), typed)
            except (ValueError, OverflowError) as error:
                self.add_error("hour", f"{error}.")
        return typed

    def _starts(self, local: datetime, typed: dict[str, Any]) -> list[datetime]:
        return [on_the_wall(local)]

    @property
    def lasts(self) -> timedelta:
        """How long each lasts; real time, also on the night the clock changes."""
        return timedelta(minutes=self.cleaned_data["minutes"])


class NewClassesForm(HoursForm):
    """One class, or one each week at the same hour of the wall."""

    title = forms.CharField(label="Título", max_length=180)
    weeks = forms.IntegerField(
        label="Cuántas clases",
        min_value=1,
        max_value=MOST_CLASSES,
        initial=1,
        help_text="Si es más de una: cada semana, el mismo día y a la misma hora.",
    )
    field_order = ("title", "day", "hour", "minutes", "weeks")

    def _starts(self, local: datetime, typed: dict[str, Any]) -> list[datetime]:
        return weekly_starts(local, typed.get("weeks") or 1)


class PlacesFileForm(forms.Form):
    """A CSV of people who ask for a place."""

    file = forms.FileField(
        label="Fichero CSV",
        help_text="Hasta 1.000 líneas. Sirve el que guarda Excel.",
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )
