"""Providers: each app offers its own; one that fails is left out."""

from datetime import UTC, datetime

import pytest

from core import providers
from core.providers import NavItem, NextThing, Registry, TaskItem


def broken(person, entities):
    raise RuntimeError("la base de datos de otro")


def two_tasks(person, entities):
    return [
        TaskItem("Sin fecha", "/a/"),
        TaskItem("Antes", "/b/", due=datetime(2026, 10, 5, tzinfo=UTC)),
    ]


@pytest.fixture
def registry() -> Registry[TaskItem]:
    fresh: Registry[TaskItem] = Registry("prueba")
    fresh.register(broken)
    fresh.register(two_tasks)
    return fresh


def test_a_provider_that_fails_is_left_out(registry, settings):
    settings.PROFILE = "embedded"
    assert [task.title for task in registry.collect(None, [])] == ["Sin fecha", "Antes"]


def test_in_tests_it_is_not_hidden(registry):
    with pytest.raises(RuntimeError):
        registry.collect(None, [])


def test_a_provider_registered_twice_is_asked_once():
    registry: Registry[NavItem] = Registry("prueba")
    for _ in range(2):
        registry.register(one_item)
    assert registry.collect(None, []) == [NavItem("Inicio", "/")]


def one_item(person, entities):
    return NavItem("Inicio", "/")


def test_the_next_thing_is_the_most_important_then_the_earliest(monkeypatch):
    early, late = datetime(2026, 10, 5, 10, tzinfo=UTC), datetime(2026, 10, 6, 10, tzinfo=UTC)

    def things(person, entities):
        return [
            NextThing("sin hora", "/", "Abrir"),
            NextThing("tarde", "/", "Entrar", starts_at=late),
            NextThing("pronto", "/", "Entrar", starts_at=early),
            NextThing("poco", "/", "Entrar", starts_at=early, priority=-1),
        ]

    monkeypatch.setattr(providers.now_providers, "_providers", [things, lambda person, entities: None])
    best = providers.next_thing(None, [])
    assert best is not None
    assert best.sentence == "pronto"


def test_without_providers_there_is_nothing_next(monkeypatch):
    monkeypatch.setattr(providers.now_providers, "_providers", [])
    assert providers.next_thing(None, []) is None


def test_tasks_with_a_date_come_first(monkeypatch):
    monkeypatch.setattr(providers.task_providers, "_providers", [two_tasks])
    assert [task.title for task in providers.tasks(None, [])] == ["Antes", "Sin fecha"]


def test_the_menu_has_an_order(monkeypatch):
    items = [NavItem("Buscar", "/b/", 90), NavItem("Inicio", "/", 0), NavItem("Formación", "/f/", 10)]
    monkeypatch.setattr(providers.nav_items, "_providers", [lambda person, entities: items])
    assert [item.label for item in providers.navigation(None, [])] == ["Inicio", "Formación", "Buscar"]
