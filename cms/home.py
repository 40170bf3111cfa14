"""What the home page says to each person: put together from what the apps say in `core.providers`."""

from datetime import datetime
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from cms.listing import Listed
from core import providers
from core.clock import now
from people.enums import EntityKind
from people.rules import standing_of

NEWS = 5
MORNING_ENDS, AFTERNOON_ENDS = 14, 21
# Label, text, name of the address, icon. One that nobody has declared yet is left out.
TILES = (
    ("Recursos", "Guías y plantillas para trabajar", "cms:resources", "book"),
    ("Directorio", "Quién es quién y cómo llamar", "people:directory", "people"),
    ("Buscar", "En cursos, guías y noticias", "cms:search", "search"),
)


def greeting(moment: datetime) -> str:
    """Return what one says when coming in at this hour."""
    hour = timezone.localtime(moment).hour
    if hour < MORNING_ENDS:
        return "Buenos días"
    return "Buenas tardes" if hour < AFTERNOON_ENDS else "Buenas noches"


def address(name: str) -> str:
    """Return the address of a name, or nothing while the app that has it does not exist."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def tiles(person: Any) -> list[dict[str, str]]:
    """Return what is at hand: a guest has no post here, so the directory would shut the door on her."""
    shut = set() if standing_of(person).posts else {"people:directory"}
    found = (
        {"label": label, "text": text, "url": address(name), "icon": icon}
        for label, text, name, icon in TILES
        if name not in shut
    )
    return [tile for tile in found if tile["url"]]


def news(person: Any, entities: Any) -> list[Listed]:
    """Return the last news that this person may read."""
    found = providers.news_providers.collect(person, entities)
    found.sort(key=lambda item: item.published_at, reverse=True)
    return [Listed(item.title, item.url, item.summary, item.published_at.date()) for item in found[:NEWS]]


def resume(person: Any, entities: Any) -> list[dict[str, Any]]:
    """Return where this person left off, with its progress in words too."""
    return [
        {
            "title": item.title,
            "url": item.url,
            "detail": item.detail,
            "percent": item.progress,
            "percent_said": "" if item.progress is None else f"{item.progress} % hecho",
        }
        for item in providers.resume_providers.collect(person, entities)
    ]


def nothing_next() -> providers.NextThing:
    """Return what to say when there is nothing to do: the first step of something."""
    return providers.NextThing(
        sentence="Hoy no tienes nada a una hora fija",
        detail="Es buen momento para una lección: se leen en diez minutos.",
        url=address("courses:programme") or reverse("cms:resources"),
        button="Ver los cursos" if address("courses:programme") else "Ver los recursos",
    )


def works_in_a_village(entities: Any) -> bool:
    """Say whether this is somebody training is for, and not only the Diputación's own people."""
    return any(entity.kind != EntityKind.PROVINCE for entity in entities)


def shown_to(request: Any) -> dict[str, Any]:
    """Return what the home page shows to whoever asks for it."""
    person, entities = request.user, getattr(request, "served_entities", ())
    shared = {"news": news(person, entities), "news_url": reverse("cms:news"), "page_title": ""}
    if not person.is_authenticated:
        return shared
    name = person.get_short_name()
    first = providers.next_thing(person, entities)
    # What the first card already says is not said again below it.
    said = {first.url} if first else set()
    return {
        **shared,
        "greeting": f"{greeting(now())}, {name}" if name else greeting(now()),
        "today": timezone.localdate(now()),
        "entities_count": len(entities),
        "last_access": person.previous_access,
        "now": first,
        "nothing_next": nothing_next(),
        "tasks": [task for task in providers.tasks(person, entities) if task.url not in said],
        "resume": [item for item in resume(person, entities) if item["url"] not in said],
        "learns": works_in_a_village(entities),
        "courses_url": address("courses:programme"),
        "tiles": tiles(person),
    }
