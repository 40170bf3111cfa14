"""Opening a part of a package: to learn, with a place, or only to look."""

from dataclasses import dataclass

from django.db import transaction

from core import audit, clock
from core.errors import Conflict
from core.tenancy import unscoped
from courses.enums.packages import Completion, PackageState
from courses.models import Enrolment, LessonPage, Package, PackageAttempt, Part
from courses.services.packages.tokens import Launch
from people.models import User


@dataclass(frozen=True, slots=True)
class Opening:
    """A part on the point of being shown to somebody."""

    package: Package
    part: Part
    lesson: LessonPage
    person: User
    # None for whoever only looks.
    attempt: PackageAttempt | None

    def launch(self, *, origin: str, back: str) -> Launch:
        """Return what the packages' host is told. What is opened later is newer: hence the clock."""
        return Launch(
            package=self.package.pk,
            digest=self.package.sha256,
            part=self.part.number,
            origin=origin,
            back=back,
            person=self.person.pk,
            attempt=self.attempt.pk if self.attempt else 0,
            opened=int(clock.now().timestamp() * 1000),
        )


def open_package(*, place: Enrolment, package: Package, part: Part, lesson: LessonPage) -> PackageAttempt:
    """Begin a part of a package, or go on with it.

    Pre-conditions: the place is of whoever asks and belongs in the course; the lesson she reads offers the
    package. Effects: one attempt for each place, package and part; one audit row. What is not tracked is done
    by opening it. Errors: Conflict when the package was retired.
    """
    if package.state == PackageState.RETIRED:
        raise Conflict("Este paquete se ha retirado y ya no se puede abrir.")
    first = {
        "entity_id": place.entity_id,
        "lesson": lesson,
        "opened_at": clock.now(),
        "completion": Completion.NOT_BEGUN if part.is_tracked else Completion.COMPLETED,
    }
    with unscoped("la persona abre un paquete con su plaza"), transaction.atomic():
        attempt: PackageAttempt
        attempt, _ = PackageAttempt.objects.update_or_create(
            enrolment=place,
            package=package,
            sco=part.sco,
            defaults={"lesson": lesson},
            create_defaults=first,
        )
        audit.record(
            action="courses.package.opened",
            actor_id=place.person_id,
            entity_id=place.entity_id,
            target=f"package_attempt:{attempt.pk}",
            detail={"package": package.pk, "sco": part.sco[:80]},
        )
    return attempt


def opening_of(*, person: User, attempt_id: int) -> Opening | None:
    """Return the part this person is about to see, or None: not hers, or her place is gone."""
    with unscoped("la persona abre un paquete con su propia plaza"):
        mine = PackageAttempt.objects.still_lived().filter(enrolment__person=person, pk=attempt_id)
        attempt = mine.select_related("package", "lesson", "enrolment__edition__course").first()
    if attempt is None or attempt.lesson is None or attempt.package.state == PackageState.RETIRED:
        return None
    part = next((part for part in attempt.package.parts if part.sco == attempt.sco), None)
    return part and Opening(attempt.package, part, attempt.lesson, person, attempt)
