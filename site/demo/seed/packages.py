"""A small learning package of our own, in one lesson, and what those of a past edition did in it."""

import io
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Final

from courses.enums import EnrolmentState
from courses.enums.packages import Completion, Success
from courses.models import CoursePage, Edition, Enrolment, LessonPage, Package, PackageAttempt
from courses.services.packages.keeping import add_package
from demo.records import CONTENT
from people.models import User

COURSE: Final = "certificado-y-trabajo-a-distancia"
TEXT: Final = "Tres situaciones de una mañana, con una pregunta en cada una. Unos cinco minutos."
# What they got, in turn: passed, passed, left half way, failed.
RESULTS: Final = (100, 67, None, 33)


def seed_package(courses: list[CoursePage], editor: User) -> None:
    """Bring the package, offer it in the last lesson of its course, and write a past."""
    course = next(course for course in courses if course.slug == COURSE)
    with tempfile.NamedTemporaryFile(suffix=".zip") as file:
        file.write(zipped(CONTENT / "package"))
        file.flush()
        package = add_package(path=Path(file.name), actor=editor)
    lesson = LessonPage.objects.live().of_course(course.path).last()
    assert lesson  # noqa: S101  (the catalogue was made before)
    lesson.body.append(("package", {"package": package, "text": TEXT}))
    lesson.save_revision(user=editor).publish()
    past = Edition.objects.get(code=f"{course.slug[:30]}-anterior")
    PackageAttempt.objects.bulk_create(_attempts(package, lesson, past))


def zipped(folder: Path) -> bytes:
    """Return a folder as a zip that is the same at every seeding."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.iterdir()):
            archive.writestr(zipfile.ZipInfo(path.name), path.read_bytes(), zipfile.ZIP_DEFLATED)
    return whole.getvalue()


def _attempts(package: Package, lesson: LessonPage, edition: Edition) -> Iterator[PackageAttempt]:
    places = Enrolment.objects.filter(edition=edition, state=EnrolmentState.ATTENDED).order_by("pk")
    last = edition.sessions.order_by("starts_at").last()
    assert last  # noqa: S101  (it was given before)
    for turn, place in enumerate(places):
        score = RESULTS[turn % len(RESULTS)]
        at = last.ends_at + timedelta(hours=20 + turn)
        yield PackageAttempt(
            enrolment=place,
            entity_id=place.entity_id,
            package=package,
            sco=package.parts[0].sco,
            lesson=lesson,
            opened_at=at,
            last_commit_at=at + timedelta(minutes=4),
            commits=5,
            seq=5,
            total_time=180 + 20 * turn,
            **_result(score),
        )


def _result(score: int | None) -> dict[str, object]:
    if score is None:
        core = {"lesson_status": "incomplete", "lesson_location": "2", "exit": "suspend"}
        said = {"completion": Completion.INCOMPLETE, "location": "2", "entry": "resume"}
        return {**said, "cmi": {"core": core, "suspend_data": '{"1":1}'}}
    passed = score >= 60
    core = {"lesson_status": "passed" if passed else "failed", "lesson_location": "4", "exit": ""}
    return {
        "cmi": {"core": {**core, "score": {"raw": str(score), "min": "0", "max": "100"}}},
        "completion": Completion.COMPLETED,
        "success": Success.PASSED if passed else Success.FAILED,
        "score_raw": Decimal(score),
        "score_min": Decimal(0),
        "score_max": Decimal(100),
        "location": "4",
        "entry": "",
    }
