"""What a person types about training."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from courses.enums import EditionState, Refusal
from courses.models import CoursePage, Edition
from courses.rules import edition_may_move
from courses.services.editions import Offered, seats_held, stored_state

ANY = ("", "Todos")


class CatalogueFilter(forms.Form):
    """Narrows the catalogue; works as a plain GET form."""

    q = forms.CharField(label="Palabras", required=False, max_length=80)
    level = forms.ChoiceField(label="Nivel", required=False)
    open = forms.BooleanField(label="Solo los que admiten solicitudes", required=False)

    def __init__(self, *args: Any, courses: Sequence[CoursePage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        levels = sorted({course.level for course in courses if course.level})
        self.fields["level"].choices = [ANY, *((level, level) for level in levels)]  # type: ignore[attr-defined]

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
        return words_fit and level_fits and (not asked.get("open") or any(not o.refusal for o in offers))


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
        return target

    def clean_capacity(self) -> int:
        """Refuse fewer places than are held."""
        capacity: int = self.cleaned_data["capacity"]
        if self.instance.pk and capacity < seats_held(self.instance):
            raise forms.ValidationError(str(Refusal.BELOW_SEATED.label))
        return capacity
