"""The people a visitor can pick at the demo's door."""

from dataclasses import dataclass

from demo.world import build_world


@dataclass(frozen=True)
class Pick:
    """One card of the picker, and the loopback name that person lives under."""

    key: str
    name: str
    title: str
    sentence: str
    email: str
    host: str


def picks() -> tuple[Pick, ...]:
    """Return the cast in the order of `content/people.yaml`."""
    return tuple(
        Pick(person.key, person.name, person.post, person.sentence, person.email, person.host)
        for person in build_world().people
        if person.in_cast
    )


def pick(key: str) -> Pick | None:
    """Return the person of this key; only the cast can be entered."""
    return next((each for each in picks() if each.key == key), None)
