"""What the home page, the menu and the search need of every app, turned round: each app registers its own.

    # in AppConfig.ready()
    task_providers.register(services.tasks_of)

A provider is `(person, entities) -> list`: `entities` are the local entities the person serves today. A
provider that fails is logged and left out, so that one app never takes the home page down; in tests it
raises.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

import structlog
from django.conf import settings

log = structlog.get_logger("concejo.providers")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Link:
    """A second way on from a card."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class NextThing:
    """The one next thing: a sentence and a button. The highest `priority` wins, then the earliest."""

    sentence: str
    url: str
    button: str
    detail: str = ""
    starts_at: datetime | None = None
    priority: int = 0
    secondary: Sequence[Link] = ()


@dataclass(frozen=True, slots=True)
class TaskItem:
    """Something that waits for this person: `due` is its limit, `starts_at` the hour it happens."""

    title: str
    url: str
    entity_name: str = ""
    due: datetime | None = None
    detail: str = ""
    starts_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ResumeItem:
    """Where this person left off; `progress` in percent."""

    title: str
    url: str
    detail: str = ""
    progress: int | None = None
    seen_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class NewsItem:
    """Something published."""

    title: str
    url: str
    published_at: datetime
    summary: str = ""


@dataclass(frozen=True, slots=True)
class NavItem:
    """An entry of the menu, in this order."""

    label: str
    url: str
    order: int = 100


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One answer of a search. `rank` is lower for better."""

    title: str
    url: str
    kind: str
    summary: str = ""
    rank: float = 1.0
    detail: dict[str, Any] = field(default_factory=dict)


class Registry(Generic[T]):
    """The providers of one kind."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._providers: list[Callable[..., Sequence[T] | T | None]] = []

    def register(self, provider: Callable[..., Sequence[T] | T | None]) -> None:
        """Add a provider; twice is once, because `ready()` may run twice."""
        if provider not in self._providers:
            self._providers.append(provider)

    def unregister(self, provider: Callable[..., Sequence[T] | T | None]) -> None:
        """Take a provider out."""
        self._providers.remove(provider)

    def collect(self, *args: Any, **kwargs: Any) -> list[T]:
        """Return everything every provider gives, in the order they registered."""
        return [item for provider in self._providers for item in self._ask(provider, args, kwargs)]

    def _ask(self, provider: Callable[..., Any], args: Any, kwargs: Any) -> Sequence[T]:
        try:
            given = provider(*args, **kwargs)
            if given is None:
                return ()
            return list(given) if isinstance(given, Sequence) else [given]
        except Exception:
            if not isolated():
                raise
            log.exception("provider_failed", registry=self.name, provider=repr(provider))
            return ()


def isolated() -> bool:
    """Say whether a provider's failure is swallowed: everywhere but in tests."""
    return getattr(settings, "PROFILE", "") != "test"


now_providers: Registry[NextThing] = Registry("now")
task_providers: Registry[TaskItem] = Registry("tasks")
resume_providers: Registry[ResumeItem] = Registry("resume")
news_providers: Registry[NewsItem] = Registry("news")
nav_items: Registry[NavItem] = Registry("nav")
# A search source is (person, entities, query) -> list of SearchHit.
search_sources: Registry[SearchHit] = Registry("search")


def next_thing(person: Any, entities: Sequence[Any]) -> NextThing | None:
    """Return the one thing to show first, or None."""
    found = now_providers.collect(person, entities)
    return min(found, key=lambda thing: (-thing.priority, *_time_key(thing.starts_at)), default=None)


def tasks(person: Any, entities: Sequence[Any]) -> list[TaskItem]:
    """Return what waits for this person, the most urgent first."""
    return sorted(
        task_providers.collect(person, entities), key=lambda task: _time_key(task.due or task.starts_at)
    )


def navigation(person: Any, entities: Sequence[Any]) -> list[NavItem]:
    """Return the menu in order."""
    return sorted(nav_items.collect(person, entities), key=lambda item: item.order)


def _time_key(moment: datetime | None) -> tuple[bool, float]:
    # What has no date comes after what has one.
    return (moment is None, moment.timestamp() if moment else 0.0)
