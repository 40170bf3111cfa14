"""What a person types about training."""

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Any

from django import forms

from cms.enums import Audience
from courses import words
from courses.enums import Blueprint, EditionState
from courses.models import CoursePage, Edition, Package, ProgrammePage
from courses.rules import edition_may_move
from courses.services.catalogue.blueprints import Details
from courses.services.editions.offered import Offered, seats_held, stored_state

ANY = ("", "Todos")
ANY_LENGTH = ("", "Cualquiera")
# How long a course may be, in hours: what is said and what fits.
LENGTHS: Mapping[str, tuple[str, range]] = {
    "corta": ("Hasta 5 horas", range(6)),
    "media": ("De 6 a 15 horas", range(6, 16)),
    "larga": ("Más de 15 horas", range(16, 10_000)),
}


class CatalogueFilter(forms.Form):
    """Narrows the catalogue; works as a plain GET form."""

    q = forms.CharField(label="Palabras", required=False, max_length=80)
    level = forms.ChoiceField(label="Nivel", required=False)
    area = forms.ChoiceField(label="Área", required=False)
    hours = forms.ChoiceField(label="Duración", required=False)
    open = forms.BooleanField(label="Solo los que admiten solicitudes", required=False)

    def __init__(
        self, *args: Any, courses: Sequence[CoursePage], areas: Mapping[int, Set[str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.areas = areas
        self._offer("level", {course.level for course in courses if course.level})
        self._offer("area", {area for each in areas.values() for area in each})
        lengths = [(key, said) for key, (said, _) in LENGTHS.items()]
        self.fields["hours"].choices = [ANY_LENGTH, *lengths]  # type: ignore[attr-defined]

    def _offer(self, name: str, values: Set[str]) -> None:
        choices = [ANY, *((value, value) for value in sorted(values))]
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    @property
    def is_in_use(self) -> bool:
        """Whether anything was asked for."""
        return any(self.cleaned_data.values())

    def keeps(self, course: CoursePage, offers: Iterable[Offered]) -> bool:
        """Whether a course is within what was asked for."""
        asked = self.cleaned_data
        text = f"{course.title} {course.summary} {course.for_whom}".casefold()
        words_fit = all(word in text for word in asked.get("q", "").casefold().split())
        level_fits = asked.get("level", "") in ("", course.level)
        open_fits = not asked.get("open") or any(not offer.refusal for offer in offers)
        return words_fit and level_fits and open_fits and self._teaches(course) and self._lasts(course)

    def _teaches(self, course: CoursePage) -> bool:
        area = self.cleaned_data.get("area", "")
        return not area or area in self.areas.get(course.pk, set())

    def _lasts(self, course: CoursePage) -> bool:
        asked = self.cleaned_data.get("hours", "")
        return not asked or course.hours in LENGTHS[asked][1]


class NewCourseForm(forms.Form):
    """How a course begins."""

    kind = forms.ChoiceField(
        label="Con qué empieza", choices=Blueprint.choices, initial=Blueprint.SHORT, widget=forms.RadioSelect
    )
    title = forms.CharField(label="Título", max_length=255)
    hours = forms.IntegerField(label="Horas", min_value=1, max_value=500)
    for_whom = forms.CharField(label="Para quién", max_length=200, required=False)
    audience = forms.ChoiceField(
        label="Quién puede leerlo", choices=Audience.choices, initial=Audience.COUNCILS
    )
    programme = forms.ModelChoiceField(label="Ciclo", queryset=ProgrammePage.objects.none(), empty_label=None)
    package = forms.ModelChoiceField(
        label="Paquete (SCORM)",
        queryset=Package.objects.none(),
        required=False,
        empty_label="Ninguno",
        help_text="Si eliges uno, va al final de la primera lección.",
    )

    def __init__(self, *args: Any, programmes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = programmes  # type: ignore[attr-defined]
        self.fields["package"].queryset = Package.objects.ready()  # type: ignore[attr-defined]

    def plan(self) -> dict[str, Any]:
        """Return what the verb takes."""
        typed = self.cleaned_data
        names = ("title", "hours", "for_whom", "audience", "package")
        details = Details(**{name: typed[name] for name in names})
        return {"kind": Blueprint(typed["kind"]), "programme": typed["programme"], "details": details}


class EditionChecks:
    """What Wagtail's form of an edition refuses before its verbs would."""

    cleaned_data: dict[str, Any]
    instance: Edition

    def clean_state(self) -> str:
        """Refuse a step the table does not have."""
        target = EditionState(self.cleaned_data["state"])
        source = stored_state(self.instance)
        if target != source and not edition_may_move(source, target):
            raise forms.ValidationError(f"Una edición «{source.label}» no puede pasar a «{target.label}».")
        if target != source and target == EditionState.CANCELLED:
            raise forms.ValidationError(
                "Se anula desde la página de gestión de la edición, que pide el motivo."
            )
        return target

    def clean_capacity(self) -> int:
        """Refuse fewer places than are held."""
        capacity: int = self.cleaned_data["capacity"]
        held = seats_held(self.instance) if self.instance.pk else 0
        if capacity < held:
            raise forms.ValidationError(words.too_few_places(held, capacity))
        return capacity
