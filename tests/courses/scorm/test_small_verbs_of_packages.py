"""The small verbs of packages, each by its name."""

import pytest

from core.errors import Conflict
from courses.enums.packages import PackageState
from courses.models import LessonPage
from courses.services.packages import resuming, states, unpacking, uses
from courses.services.packages.opening import open_package, opening_of
from courses.services.packages.tokens import Launch, read_launch
from tests import cast
from tests.courses import shelf as shelves
from tests.courses.packages import for_standard

pytestmark = pytest.mark.django_db


def opened(shelf):
    """The first part, with her place."""
    first = shelf.package.parts[0]
    return open_package(place=shelf.place, package=shelf.package, part=first, lesson=shelf.lesson)


def test_the_files_are_found_by_the_hash_of_the_zip(shelf, tmp_path):
    assert unpacking.digest_of(tmp_path / "subido.zip") == shelf.package.sha256
    place = unpacking.folder_of(shelf.package.sha256, shelf.package.pk)
    assert (place.parent, (place / "index.html").read_text()) == (unpacking.root(), "<p>Hola</p>")
    with unpacking.unpacked(tmp_path / "subido.zip") as draft:
        assert draft.files == 3
        unpacking.settle(draft, place)
    for _ in range(2):
        unpacking.remove(place)
    assert list(unpacking.root().iterdir()) == []


def test_files_kept_before_folders_had_a_key_are_found_where_they_were(shelf):
    digest, key = shelf.package.sha256, shelf.package.pk
    before = unpacking.new_folder(digest, key).rename(unpacking.root() / digest)
    assert (unpacking.folder_of(digest, key), unpacking.new_folder(digest, key).name) == (
        before,
        f"{digest}-{key}",
    )


def test_a_lesson_says_its_packages_in_order_and_a_package_its_lessons(shelf, tmp_path):
    other = shelves.kept(tmp_path, for_standard("2004", "CAM 1.3"))
    lesson = shelf.lesson
    lesson.body.append(("package", {"package": other, "text": ""}))
    lesson.save_revision()
    assert uses.packages_in(lesson) == [shelf.package.pk, other.pk]
    assert states.packages_of([lesson]) == [shelf.package, other]
    # The second is only in a draft: it is in use all the same.
    assert [uses.lessons_with(each) for each in (shelf.package, other)] == [[lesson], [lesson]]
    assert uses.packages_in(LessonPage.objects.get(pk=lesson.pk)) == [shelf.package.pk]


def test_the_state_of_a_package_is_that_of_its_parts(shelf):
    attempt = opened(shelf)
    state = states.states_for(shelf.place, [shelf.package])[shelf.package.pk]
    assert (state.begun, state.is_done, state.parts[0].attempt) == (False, False, attempt)
    assert states.states_for(None, [shelf.package])[shelf.package.pk].parts[0].attempt is None
    packages, rows = states.report_of(shelf.edition)
    assert (packages, [row.place for row in rows]) == ([shelf.package], [shelf.place])
    assert states.course_has_packages(shelf.edition.course)
    assert not states.course_has_packages(cast.a_course())


def test_an_opening_is_of_its_person_alone(shelf):
    attempt = opened(shelf)
    opening = opening_of(person=shelf.learner, attempt_id=attempt.pk)
    assert (opening.package, opening.part.sco) == (shelf.package, "i1")
    assert opening_of(person=cast.an_editor(), attempt_id=attempt.pk) is None
    launch: Launch = opening.launch(origin="http://localhost", back="http://localhost/x/")
    assert read_launch(launch.token()).attempt == attempt.pk


def test_a_retired_one_is_not_opened(shelf):
    shelf.package.state = PackageState.RETIRED
    with pytest.raises(Conflict, match="se ha retirado"):
        open_package(
            place=shelf.place, package=shelf.package, part=shelf.package.parts[0], lesson=shelf.lesson
        )
    assert list(shelves.attempts()) == []


def test_a_person_has_one_opaque_name_and_no_two_people_the_same(shelf):
    other = cast.an_editor()
    names = [resuming.learner_id(each) for each in (shelf.learner, shelf.learner, other)]
    assert (names[0] == names[1], names[0] == names[2], str(shelf.learner.pk) == names[0][2:]) == (
        True,
        False,
        False,
    )


def test_what_the_package_finds_is_built_for_its_standard(shelf, tmp_path):
    other = shelves.kept(tmp_path, for_standard("2004", "CAM 1.3"))
    found = [
        resuming.preloaded(package=each, part=each.parts[0], person=shelf.learner, attempt=None)
        for each in (shelf.package, other)
    ]
    assert (found[0]["core"]["entry"], found[1]["entry"]) == ("ab-initio", "ab-initio")
    assert (found[0]["student_data"]["mastery_score"], found[1]["scaled_passing_score"]) == ("60", "0.6")
    assert [resuming.entry_after("", finished=True, is_2004=each) for each in (False, True)] == [
        "",
        "ab-initio",
    ]
