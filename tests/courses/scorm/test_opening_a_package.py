"""From the button of the lesson to what is found on coming back, over HTTP."""

import pytest
from django.urls import reverse

from courses.enums import EditionState
from courses.enums.packages import Completion, Success
from courses.services.catalogue.pins import pin_lessons
from tests.courses import shelf as shelves
from tests.courses.packages import for_standard, item, sco

pytestmark = pytest.mark.django_db
EDITIONS = [("1.2", "1.2"), ("2004", "CAM 1.3"), ("2004", "2004 3rd Edition"), ("2004", "2004 4th Edition")]


def cmi_of(standard: str) -> dict:
    """Half done, suspended, with a score, a place and a note of the package's own."""
    if standard == "1.2":
        said = shelves.in_12("passed", "85", leave="suspend", lesson_location="p3", session_time="0000:10:05")
        return {**said, "suspend_data": "a=1;b=ñ"}
    return {
        "completion_status": "completed",
        "success_status": "passed",
        "score": {"scaled": "0.85", "raw": "85", "min": "0", "max": "100"},
        "location": "p3",
        "suspend_data": "a=1;b=ñ",
        "session_time": "PT10M5S",
        "exit": "suspend",
    }


@pytest.mark.parametrize(("standard", "version"), EDITIONS)
def test_each_edition_is_opened_keeps_what_it_says_and_goes_on(signed_in, tmp_path, standard, version):
    shelf = shelves.a_shelf(tmp_path, for_standard(standard, version))
    client = signed_in(shelf.learner)
    page = shelves.open_it(client, shelf)
    told = shelves.config_of(shelves.frame_of(page))
    entry = told["cmi"]["core"]["entry"] if standard == "1.2" else told["cmi"]["entry"]
    assert (told["is2004"], entry, told["cmi"]["launch_data"]) == (standard == "2004", "ab-initio", "tema=7")
    sent = cmi_of(standard)
    said = shelves.say(shelves.saves_of(page), sent, finished=True)
    assert (said.status_code, said.json()) == (200, {"kept": True})
    kept = shelves.the_attempt()
    assert (kept.completion, kept.success) == (Completion.COMPLETED, Success.PASSED)
    assert (str(kept.score_raw), kept.total_time, kept.location, kept.commits) == ("85.0000", 605, "p3", 1)
    assert kept.cmi == sent
    again = shelves.config_of(shelves.frame_of(shelves.open_it(client, shelf)))["cmi"]
    place = again["core"]["lesson_location"] if standard == "1.2" else again["location"]
    entry = again["core"]["entry"] if standard == "1.2" else again["entry"]
    assert (entry, place, again["suspend_data"]) == ("resume", "p3", "a=1;b=ñ")


def test_the_lesson_shows_its_card_and_what_was_done(signed_in, shelf):
    client = signed_in(shelf.learner)
    before = client.get(shelf.lesson.url).content.decode()
    assert "Abrir el paquete" in before
    saves = shelves.saves_of(shelves.open_it(client, shelf))
    shelves.say(saves, shelves.in_12("passed", "85"), finished=True)
    after = client.get(shelf.lesson.url).content.decode()
    wanted = ("Nota: 85 puntos", "Aprobado", "Volver a abrir el paquete")
    assert [words for words in wanted if words not in after] == []


def test_the_package_is_told_what_the_manifest_asks_and_nothing_of_the_person_but_her_name(signed_in, shelf):
    page = shelves.open_it(signed_in(shelf.learner), shelf)
    told = shelves.config_of(shelves.frame_of(page))["cmi"]
    assert told["student_data"] == {"mastery_score": "60"}
    core = told["core"]
    assert (core["student_name"], core["credit"], core["lesson_mode"]) == ("Mirón, Elena", "credit", "normal")
    assert core["student_id"].startswith("p-")
    assert shelf.learner.email not in str(told)


def test_a_package_of_two_parts_opens_each(signed_in, tmp_path):
    resources = sco("r1", "index.html") + sco("r2", "media/dos.html")
    files = for_standard("1.2", "1.2", items=item("r1") + item("r2"), resources=resources)
    shelf = shelves.a_shelf(tmp_path, {**files, "media/dos.html": "<p>Dos</p>"})
    client = signed_in(shelf.learner)
    page = client.get(reverse("courses:package", args=shelf.here)).content.decode()
    assert (page.count("Abrir el paquete"), "r1" in page, "r2" in page) == (2, True, True)
    saves = shelves.saves_of(shelves.open_it(client, shelf, 1))
    shelves.say(saves, shelves.in_12("completed"), finished=True)
    assert [(kept.sco, kept.completion) for kept in shelves.attempts()] == [("i-r2", "completed")]
    card = client.get(reverse("courses:package", args=shelf.here)).content.decode()
    assert "1 de 2 partes" in card


def test_what_is_not_tracked_is_done_by_opening_it(signed_in, tmp_path):
    asset = '<resource identifier="r1" type="webcontent" adlcp:scormtype="asset" href="index.html"/>'
    shelf = shelves.a_shelf(tmp_path, for_standard("1.2", "1.2", resources=asset))
    shelves.open_it(signed_in(shelf.learner), shelf)
    assert shelves.the_attempt().completion == Completion.COMPLETED


def test_the_time_of_several_sittings_adds_up_and_that_of_one_is_not_counted_twice(signed_in, shelf):
    client = signed_in(shelf.learner)
    first = shelves.saves_of(shelves.open_it(client, shelf))
    shelves.say(first, shelves.in_12(session_time="0000:01:00"), seq=1)
    shelves.say(first, shelves.in_12(session_time="0000:02:00", leave="suspend"), seq=2, finished=True)
    second = shelves.saves_of(shelves.open_it(client, shelf))
    shelves.say(second, shelves.in_12(session_time="0000:00:30"), seq=1)
    assert shelves.the_attempt().total_time == 150
    told = shelves.config_of(shelves.frame_of(shelves.open_it(client, shelf)))["cmi"]
    assert told["core"]["total_time"] == "0000:02:30"


@pytest.mark.parametrize(
    ("standard", "leave", "finished", "entry"),
    [
        ("1.2", "suspend", True, "resume"),
        ("1.2", "", True, ""),
        ("1.2", "", False, "resume"),
        ("2004", "suspend", True, "resume"),
        ("2004", "logout", True, "resume"),
        ("2004", "normal", True, "ab-initio"),
        ("2004", "", False, "resume"),
    ],
)
def test_how_one_enters_again_is_what_each_standard_says(
    signed_in, tmp_path, standard, leave, finished, entry
):
    shelf = shelves.a_shelf(
        tmp_path, for_standard(standard, "1.2" if standard == "1.2" else "2004 4th Edition")
    )
    client = signed_in(shelf.learner)
    cmi = shelves.in_12(leave=leave) if standard == "1.2" else {"exit": leave, "location": "p9"}
    shelves.say(shelves.saves_of(shelves.open_it(client, shelf)), cmi, finished=finished)
    told = shelves.config_of(shelves.frame_of(shelves.open_it(client, shelf)))["cmi"]
    assert (told["core"] if standard == "1.2" else told)["entry"] == entry
    if standard == "2004":
        assert told.get("location") == ("p9" if entry == "resume" else None)


def test_whoever_gives_the_course_looks_and_leaves_no_trace(signed_in, shelf):
    teacher = shelves.cast.a_trainer()
    shelf.edition.trainers.add(teacher)
    page = signed_in(teacher).get(reverse("courses:package_preview", args=[*shelf.here, 0]))
    told = shelves.config_of(shelves.frame_of(page))
    assert (told["saves"], shelves.saves_of(page)) == ("", "")
    assert (told["cmi"]["core"]["credit"], told["cmi"]["core"]["lesson_mode"]) == ("no-credit", "browse")
    assert "no se guarda nada" in page.content.decode()
    assert list(shelves.attempts()) == []


def test_without_a_place_it_is_not_opened(signed_in, shelf):
    client = signed_in(shelves.cast.a_councillor())
    answers = [
        client.get(reverse("courses:package", args=shelf.here)).status_code,
        client.post(reverse("courses:package_open", args=[*shelf.here, 0])).status_code,
        client.get(reverse("courses:package_preview", args=[*shelf.here, 0])).status_code,
    ]
    assert (answers, list(shelves.attempts())) == ([403, 403, 403], [])
    assert "Se abre con plaza" in client.get(shelf.lesson.url).content.decode()


def test_a_package_is_opened_only_from_a_lesson_that_offers_it(signed_in, shelf, tmp_path):
    other = shelves.kept(tmp_path, for_standard("2004", "2004 4th Edition"))
    client = signed_in(shelf.learner)
    url = reverse("courses:package_open", args=[shelf.lesson.pk, other.pk, 0])
    beyond = reverse("courses:package_open", args=[*shelf.here, 7])
    assert [client.post(url).status_code, client.post(beyond).status_code] == [404, 404]


def test_anothers_attempt_does_not_exist(signed_in, shelf):
    shelves.open_it(signed_in(shelf.learner), shelf)
    url = reverse("courses:package_launch", args=[shelves.the_attempt().pk])
    other = shelves.cast.a_secretary()
    shelves.cast.a_place(shelf.edition, other)
    assert signed_in(other).get(url).status_code == 404


def test_the_launch_page_may_frame_the_packages_host_and_no_other(signed_in, shelf):
    policy = shelves.open_it(signed_in(shelf.learner), shelf)["Content-Security-Policy"]
    framed = next(line for line in policy.split("; ") if line.startswith("frame-src"))
    assert framed == "frame-src http://127.0.0.1"


def test_opening_it_twice_is_one_attempt_and_leaves_its_rows(signed_in, shelf):
    client = signed_in(shelf.learner)
    shelves.open_it(client, shelf)
    shelves.open_it(client, shelf)
    assert len(list(shelves.attempts())) == 1


def test_a_package_hung_after_the_edition_began_is_still_reached(signed_in, tmp_path):
    shelf = shelves.a_shelf(tmp_path)
    package = shelf.lesson.body.pop(0).value["package"]
    shelf.lesson.save_revision().publish()
    pin_lessons(edition=shelf.edition)
    shelf.lesson.body.append(("package", {"package": package, "text": "Con tres preguntas"}))
    shelf.lesson.save_revision().publish()
    shelf.edition.state = EditionState.RUNNING
    shelf.edition.save()
    client = signed_in(shelf.learner)
    parts = reverse("courses:package", args=shelf.here)
    shown = parts in client.get(shelf.lesson.url).content.decode()
    assert (shown, client.get(parts).status_code) == (False, 200)
    assert shelves.config_of(shelves.frame_of(shelves.open_it(client, shelf)))["is2004"] is False
