"""A course whose first lesson offers a package, and what a browser does with it."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.test import Client
from django.urls import reverse

from core.tenancy import unscoped
from courses.models import Edition, Enrolment, LessonPage, Package, PackageAttempt
from courses.services.packages import unpacking
from courses.services.packages.keeping import add_package
from people.models import User
from tests import cast
from tests.courses.packages import for_standard, zipped

PACKAGES_HOST = "127.0.0.1:8000"


@dataclass
class Shelf:
    """The package in its lesson, an edition of the course and somebody with a place."""

    package: Package
    lesson: LessonPage
    edition: Edition
    learner: User
    place: Enrolment

    @property
    def here(self) -> list[int]:
        return [self.lesson.pk, self.package.pk]


def kept(folder: Path, files: dict[str, str | bytes], actor: User | None = None) -> Package:
    """Upload a package with these files, past the form."""
    place = folder / "subido.zip"
    place.write_bytes(zipped(files))
    return add_package(path=place, actor=actor or cast.an_editor())


def folder_of(package: Package) -> Path:
    """Return where its files are."""
    return unpacking.folder_of(package.sha256, package.pk)


def a_shelf(folder: Path, files: dict[str, str | bytes] | None = None) -> Shelf:
    """Make one; of 1.2 when no files are given."""
    package = kept(folder, files or for_standard("1.2", "1.2"))
    course = cast.a_course(lessons=1)
    lesson = cast.lessons_of(course)[0]
    lesson.body = [("package", {"package": package, "text": "Con tres preguntas"})]
    lesson.save_revision().publish()
    edition = cast.an_edition(course)
    learner = cast.a_secretary()
    return Shelf(package, cast.lessons_of(course)[0], edition, learner, cast.a_place(edition, learner))


def open_it(client: Client, shelf: Shelf, number: int = 0) -> Any:
    """Press the button; return the launch page."""
    url = reverse("courses:package_open", args=[*shelf.here, number])
    return client.post(url, follow=True)


def frame_of(page: Any) -> str:
    """Return the address of the player, without its host."""
    found = re.search(r'data-frame="http://[^/]+(/paquetes/[^"]+)"', page.content.decode())
    assert found, page.content.decode()[:600]
    return found[1]


def saves_of(page: Any) -> str:
    """Return where the launch page saves."""
    found = re.search(r'data-saves="([^"]*)"', page.content.decode())
    assert found
    return found[1]


def at_packages(path: str, **headers: str) -> Any:
    """Ask the packages' host, as a browser that knows nothing of the site."""
    return Client().get(path, headers={"host": PACKAGES_HOST, **headers})


def config_of(frame: str) -> dict[str, Any]:
    """Return what the player is told."""
    page = at_packages(frame)
    assert page.status_code == 200, page.status_code
    found = re.search(r'<script id="config"[^>]*>(.*?)</script>', page.content.decode(), re.DOTALL)
    assert found
    told: dict[str, Any] = json.loads(found[1])
    return told


def say(saves: str, cmi: dict[str, Any], *, seq: int = 1, finished: bool = False) -> Any:
    """Send a commit as the page does: with no session."""
    body = json.dumps({"seq": seq, "finished": finished, "cmi": cmi})
    return Client().post(saves, body, content_type="text/plain;charset=UTF-8")


def attempts() -> Iterator[PackageAttempt]:
    """Every attempt there is."""
    with unscoped("las pruebas miran todos los intentos"):
        yield from PackageAttempt.objects.order_by("pk")


def the_attempt() -> PackageAttempt:
    """The only one."""
    (found,) = attempts()
    return found


def in_12(status: str = "incomplete", raw: str = "", *, leave: str = "", **core: Any) -> dict[str, Any]:
    """What a package of 1.2 keeps."""
    said = {"lesson_status": status, "exit": leave, "score": {"raw": raw, "min": "", "max": ""}, **core}
    return {"core": said}
