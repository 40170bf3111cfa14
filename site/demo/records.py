"""Plain records of the invented province and the reader of its content files."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from demo.geometry import Cell

CONTENT = Path(__file__).parent / "content"
FICTITIOUS = "FICTICIO"
COUNCIL = "DIPUTACION"


@dataclass(frozen=True)
class Entity:
    """A local entity. `parent` and `members` are codes; `cell` is its place on the map, none for bodies."""

    code: str
    dir3: str
    name: str
    kind: str
    comarca: str
    population: int
    email: str
    phone: str
    address: str
    cell: int | None = None
    parent: str = ""
    members: tuple[str, ...] = ()
    codes_note: str = FICTITIOUS


@dataclass(frozen=True)
class SecretaryGroup:
    """Villages that share one secretary; `secretary` is a person's key, empty when the post is vacant."""

    key: str
    members: tuple[str, ...]
    secretary: str = ""


@dataclass(frozen=True)
class Person:
    """An invented person; `entities` are codes of the entities served, in the order they are shown."""

    key: str
    name: str
    role: str
    post: str
    email: str
    nif: str
    phone: str
    host: str
    entities: tuple[str, ...]
    picker: str = ""
    sentence: str = ""
    guest_of: str = ""
    editions: tuple[str, ...] = ()
    in_cast: bool = False


@dataclass(frozen=True)
class World:
    """`entities`: the 180 territories; `bodies`: the Diputación, then mancomunidades and agrupaciones."""

    seed: int
    entities: tuple[Entity, ...]
    bodies: tuple[Entity, ...]
    groups: tuple[SecretaryGroup, ...]
    people: tuple[Person, ...]
    cells: tuple[Cell, ...]

    def entity(self, name: str) -> Entity:
        """By its Spanish name; COUNCIL names the Diputación."""
        if name == COUNCIL:
            return self.bodies[0]
        return next(e for e in (*self.entities, *self.bodies) if e.name == name)

    def person(self, key: str) -> Person:
        return next(p for p in self.people if p.key == key)


def read(name: str) -> Any:
    """One YAML file of the content folder, by its path inside it."""
    return yaml.safe_load((CONTENT / name).read_text(encoding="utf-8"))


def slug(text: str) -> str:
    """Lower case without accents: good for mail domains, and sorts Spanish names as a person would."""
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def phone(number: int) -> str:
    """Numbers that ring nowhere: the block is written as zeros on purpose."""
    return f"+34 900 000 {number:03d}"
