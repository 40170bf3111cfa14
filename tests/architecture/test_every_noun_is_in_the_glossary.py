"""Who comes new finds each noun of the domain explained: identifier, Spanish term, norm, what it is not."""

import re

from django.apps import apps

from tests.architecture.source import APPS, ROOT

ROW = re.compile(r"^\| `(\w+)` \|([^|]+)\|([^|]+)\|([^|]+)\|", re.MULTILINE)


def nouns() -> list[str]:
    """Return the names of our models."""
    return sorted(model.__name__ for app in APPS for model in apps.get_app_config(app).get_models())


def missing(names: list[str], glossary: str) -> list[str]:
    """Return the nouns without a whole row."""
    whole = {name for name, *cells in ROW.findall(glossary) if all(cell.strip() for cell in cells)}
    return [name for name in names if name not in whole]


def test_every_model_is_in_the_glossary():
    assert missing(nouns(), (ROOT / "docs" / "glosario.md").read_text(encoding="utf-8")) == []


def test_a_noun_without_a_whole_row_is_caught():
    glossary = "| `Edition` | edición | – | el curso |\n| `Enrolment` | plaza |  | |\n"
    assert missing(["Edition", "Enrolment", "Room"], glossary) == ["Enrolment", "Room"]
