"""People of the invented province: the cast to pick, the secretaries of the villages and some clerks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from demo.geometry import Cell
from demo.records import COUNCIL, Entity, Person, SecretaryGroup, phone, slug

OWN_SECRETARY_FROM = 700
GROUP_SIZE = 3
POSTS = {
    ("secretary", "woman"): "Secretaria-interventora",
    ("secretary", "man"): "Secretario-interventor",
    ("clerk", "woman"): "Administrativa",
    ("clerk", "man"): "Administrativo",
}
Roll = dict[str, Any]


def groups_of(
    entities: Sequence[Entity], cells: Sequence[Cell], pinned: Sequence[str]
) -> list[SecretaryGroup]:
    """Neighbouring small villages by threes, the pinned group first; towns have a secretary of their own."""
    by_cell = {e.cell: e for e in entities if e.kind != "entidad_local_menor"}
    waiting = {e.cell for e in by_cell.values() if e.name not in pinned}
    by_name = {e.name: e.code for e in entities}
    groups = [SecretaryGroup("grupo-00", tuple(by_name[name] for name in pinned))]
    while waiting:
        start = min(waiting, key=lambda i: (_free(i, cells, waiting), i))
        team = _team(by_cell[start], by_cell, cells, waiting)
        waiting -= {e.cell for e in team}
        groups.append(SecretaryGroup(f"grupo-{len(groups):02d}", tuple(e.code for e in team)))
    return groups


def people_of(
    roll: Roll, entities: Sequence[Entity], groups: Sequence[SecretaryGroup], council: str
) -> tuple[list[SecretaryGroup], tuple[Person, ...]]:
    """The cast, then one secretary for each group while names last, then clerks of the largest towns."""
    codes = {e.name: e.code for e in entities} | {COUNCIL: council}
    cast = [_member_of_cast(row, number, codes) for number, row in enumerate(roll["cast"], start=1)]
    secretaries = [
        _villager(f"secretaria-{i:02d}", name, "secretary", sex, group.members, 100 + i)
        for i, ((name, sex), group) in enumerate(
            zip(_mixed(roll["secretaries"]), groups[1:], strict=False), start=1
        )
    ]
    towns = sorted(entities, key=lambda e: (-e.population, e.code))
    clerks = [
        _villager(f"administrativo-{i:02d}", name, "clerk", sex, (town.code,), 200 + i)
        for i, ((name, sex), town) in enumerate(zip(_mixed(roll["clerks"]), towns, strict=False), start=1)
    ]
    keys = ["secretaria", *(p.key for p in secretaries)]
    held = [replace(g, secretary=keys[i] if i < len(keys) else "") for i, g in enumerate(groups)]
    return held, (*cast, *secretaries, *clerks)


def _free(index: int | None, cells: Sequence[Cell], waiting: set[int | None]) -> int:
    return len(cells[index or 0].neighbours & waiting)


def _team(
    start: Entity, by_cell: dict[int | None, Entity], cells: Sequence[Cell], waiting: set[int | None]
) -> list[Entity]:
    """Grow to free neighbours of the comarca, the most cornered first, so that few are left alone."""
    team = [start]
    while len(team) < GROUP_SIZE and start.population < OWN_SECRETARY_FROM:
        around = {n for e in team for n in cells[e.cell or 0].neighbours} & waiting - {e.cell for e in team}
        fit = [by_cell[i] for i in sorted(around) if _may_join(by_cell[i], start)]
        if not fit:
            break
        team.append(min(fit, key=lambda e: (_free(e.cell, cells, waiting), e.code)))
    return team


def _may_join(village: Entity, start: Entity) -> bool:
    return village.comarca == start.comarca and village.population < OWN_SECRETARY_FROM


def _mixed(names: dict[str, list[str]]) -> list[tuple[str, str]]:
    """Names in alphabetical order, women and men together, each with the key of its post."""
    return sorted((name, sex) for sex, listed in names.items() for name in listed)


def _member_of_cast(row: Roll, number: int, codes: dict[str, str]) -> Person:
    plain = _person(row["key"], row["name"], row["role"], row["post"], number)
    return replace(
        plain,
        email=row.get("email", plain.email),
        entities=tuple(codes[name] for name in row["serves"]),
        picker=row["picker"],
        sentence=row["sentence"],
        guest_of=row.get("guest_of", ""),
        editions=tuple(row.get("editions", ())),
        in_cast=True,
    )


def _villager(key: str, name: str, role: str, sex: str, entities: tuple[str, ...], number: int) -> Person:
    return replace(_person(key, name, role, POSTS[role, sex], number), entities=entities)


def _person(key: str, name: str, role: str, post: str, number: int) -> Person:
    parts = slug(name).split("-")
    email = f"{parts[0]}.{parts[-2]}@valdoria.example"
    host = f"{slug(key)}.localhost"
    return Person(
        key, name, role, post, email, f"FICTICIO-{number:05d}", phone(300 + number), host, entities=()
    )
