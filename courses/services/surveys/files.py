"""The results of a survey as a file for a spreadsheet."""

from collections.abc import Iterator

from core.spreadsheets import spreadsheet
from courses.services.surveys.results import Results

HEAD = ("Pregunta", "Respuesta", "Personas")


def results_csv(results: Results) -> str:
    """Return the results as CSV; only its head while they cannot be read. Effects: none."""
    return spreadsheet(HEAD, _rows(results))


def _rows(results: Results) -> Iterator[tuple[str, str, str]]:
    for question in results.questions:
        if question.is_hidden:
            yield question.text, "Menos de cinco respuestas", ""
        for label, people in question.counts:
            yield question.text, label, str(people)
        if question.mean is not None:
            yield question.text, "Media", str(question.mean).replace(".", ",")
        for text in question.texts:
            yield question.text, text, "1"
