"""The gallery shows every component where it may, and does not exist anywhere else."""

import re

import pytest
from django.test import Client

from config.ui.gallery import SHEETS
from tests.design.palette import ROOT


@pytest.fixture
def shown(settings) -> None:
    settings.DEBUG = True


def title(answer) -> str:
    return re.search(r"<title>(.*?)</title>", answer.content.decode())[1]


@pytest.mark.django_db
def test_outside_the_demo_it_does_not_exist(client: Client):
    assert client.get("/galeria/").status_code == 404


@pytest.mark.django_db
def test_while_developing_it_has_a_title(client: Client, shown: None):
    assert title(client.get("/galeria/")) == "Galería de componentes · Concejo"


@pytest.mark.django_db
def test_a_page_with_errors_says_so_in_its_title(client: Client, shown: None):
    assert title(client.get("/galeria/?error=1")) == "Error: Galería de componentes · Concejo"


@pytest.mark.django_db
def test_the_summary_of_errors_is_shown_once(client: Client, shown: None):
    assert client.get("/galeria/?error=1").content.decode().count("data-error-summary") == 1


@pytest.mark.django_db
@pytest.mark.parametrize("sheet", SHEETS)
def test_each_whole_page_can_be_seen(client: Client, shown: None, sheet: str):
    assert client.get(f"/galeria/?hoja={sheet}").content.decode().count("<h1") == 1


def test_every_component_has_its_folder_and_its_page():
    folders = [p for p in (ROOT / "site" / "templates" / "components").iterdir() if p.is_dir()]

    assert [p.name for p in folders if not any(p.iterdir())] == []
