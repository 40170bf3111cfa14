"""Hostile texts in a survey: what an editor asks, and what people answer in their own words."""

from datetime import timedelta

from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from core import clock
from courses.models import Edition, Survey, SurveyResponse
from courses.services.surveys import close_surveys, questions_of, version_of
from tests.security.active.classroom import CAST, OTHERS
from tests.security.active.editions import running
from tests.security.active.gardener import Gardener

CODE = "corpus-encuesta"
WRITTEN = 8
READERS = ("formadora", "jefa", "editora")


def plant(gardener: Gardener) -> None:
    """Make a survey in the admin, answer it in an edition that has ended, and let its time pass."""
    survey = _survey(gardener)
    edition, pupils = _ended(gardener, survey)
    _answer(gardener, edition, pupils)
    gardener.shows(reverse("courses:survey", args=[CODE]), "secretaria")
    long_ago = (clock.now() - timedelta(days=40)).date()
    Edition.objects.filter(pk=edition.pk).update(starts_on=long_ago, ends_on=long_ago)
    close_surveys()
    gardener.shows(reverse("courses:survey_results", args=[CODE]), *READERS)
    gardener.shows(reverse("courses:management", args=[CODE]), "jefa", "editora")
    gardener.sheets.append(("jefa", reverse("courses:survey_file", args=[CODE])))
    gardener.shows("/admin/snippets/courses/survey/", "editora")
    gardener.shows(f"/admin/snippets/courses/survey/edit/{survey.pk}/", "editora")


def _survey(gardener: Gardener) -> Survey:
    since, c = gardener.count, gardener.corpus
    kinds = ("scale", "one", "several", "yes_no", *["text"] * WRITTEN)
    questions = [
        {
            "kind": kind,
            "text": c.text("pregunta de encuesta"),
            "help_text": c.text("ayuda de encuesta"),
            "options": "\n".join(c.text("opción de encuesta", 60) for _ in range(4))
            if kind in ("one", "several")
            else "",
            "is_overall": "on" if kind == "scale" else "",
        }
        for kind in kinds
    ]
    form = nested_form_data(
        {
            "title": c.text("nombre de encuesta", 120),
            "intro": c.text("presentación de encuesta"),
            "days_open": "14",
            "questions": inline_formset(questions),
        }
    )
    gardener.send("editora", reverse("wagtailsnippets_courses_survey:add"), form, since=since)
    return Survey.objects.latest("pk")


def _ended(gardener: Gardener, survey: Survey) -> tuple[Edition, list[str]]:
    from demo.seed.places import Seat

    room = Edition.objects.get(code="corpus-aula")
    places = room.enrolments.select_related("person", "entity").order_by("pk")[: len(CAST) + OTHERS]
    seats = [Seat(each.person, each.entity) for each in places]
    return running(gardener, CODE, seats, days=(-30, -15, -1), survey=survey)


def _answer(gardener: Gardener, edition: Edition, pupils: list[str]) -> None:
    """Everybody but the secretary answers, each of the written questions with a text of its own."""
    asked = questions_of(edition)
    texts = [text for _ in range(2) for text in gardener.corpus.every("respuesta de encuesta")]
    plain = {"scale": "3", "one": "0", "several": ["0", "1"], "yes_no": "si"}
    for pupil in pupils[1:]:
        since = gardener.count
        form = {f"pregunta-{each['key']}": plain.get(each["kind"]) or texts.pop() for each in asked}
        form["version"] = version_of(asked)
        answer = gardener.send(pupil, reverse("courses:survey", args=[CODE]), form, since=since)
        assert answer.status_code == 302, pupil
    assert SurveyResponse.objects.filter(run__edition=edition).count() == len(pupils) - 1
