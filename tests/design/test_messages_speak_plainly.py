"""What Django and allauth answer to a mistake is said in our words, with "tú"."""

import gettext
import shutil
import subprocess
from pathlib import Path

import allauth
import django
import pytest

from config.ui.samples import SampleForm
from tests.design.palette import ROOT

OURS = ROOT / "site" / "locale" / "es" / "LC_MESSAGES" / "django.mo"
DJANGO = Path(django.__file__).parent
THEIRS = (
    DJANGO / "conf" / "locale",
    DJANGO / "contrib" / "auth" / "locale",
    Path(allauth.__file__).parent / "locale",
)


def said(path: Path) -> dict[str, str]:
    """Return the catalogue: what is asked for → what is said; plurals by their singular."""
    with path.open("rb") as file:
        catalogue = gettext.GNUTranslations(file)._catalog
    return {key[0] if isinstance(key, tuple) else key: text for key, text in catalogue.items() if key}


def test_a_field_left_empty_is_said_plainly():
    assert SampleForm({}).errors["title"] == ["Falta rellenar este dato."]


def test_a_day_that_does_not_exist_is_said_plainly():
    form = SampleForm({"starts_day": "31", "starts_month": "2", "starts_year": "2026"})

    assert form.errors["starts"] == ["Esa fecha no existe. Escribe el día, el mes y el año."]


def test_we_answer_only_what_the_libraries_still_ask():
    asked = set().union(*(said(folder / "es" / "LC_MESSAGES" / "django.mo") for folder in THEIRS))

    assert sorted(set(said(OURS)) - asked) == []


def test_nobody_is_spoken_to_as_usted():
    formal = ("introduzca", "seleccione", "su contraseña", "ha indicado", "usted", "inténtelo")

    assert [text for text in said(OURS).values() if any(word in text.lower() for word in formal)] == []


def test_the_libraries_do_say_usted():
    assert "introduzca" in said(THEIRS[0] / "es" / "LC_MESSAGES" / "django.mo")["Enter a valid date."].lower()


def test_the_compiled_words_are_those_written(tmp_path: Path):
    if shutil.which("msgfmt") is None:
        pytest.skip("needs msgfmt (gettext), which is used only to compile these words")
    fresh = tmp_path / "django.mo"
    subprocess.run(["msgfmt", "-o", fresh, OURS.with_suffix(".po")], check=True)

    assert said(fresh) == said(OURS)
