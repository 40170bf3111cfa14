"""Villages of the invented province: names on cells, codes, population, kind, and the bodies they form."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from demo.geometry import Cell
from demo.records import Entity, SecretaryGroup, phone, slug

Names = dict[str, Any]
STREETS = (
    "Plaza Mayor",
    "Plaza del Concejo",
    "Calle Real",
    "Calle de la Fuente",
    "Plaza de la Iglesia",
    "Calle Mayor",
)
MINOR_ENTITIES = 14
OPEN_COUNCILS = 16
TEAMS = 6


def entities_of(names: Names, cells: Sequence[Cell], rng: random.Random) -> tuple[Entity, ...]:
    """Name the cells, then number them in alphabetical order as the statistics office does."""
    placed = _placed(names, cells, rng)
    mains = {comarca["places"][0] for comarca in names["comarcas"]}
    ordered = sorted(placed, key=slug)
    entities = []
    for number, name in enumerate(ordered, start=1):
        population = _population(name in mains, rng)
        comarca = names["comarcas"][cells[placed[name]].region]["name"]
        entities.append(
            _entity(number, name, comarca, names["pinned_population"].get(name, population), placed[name])
        )
    return _with_kinds(entities, cells, set(names["pinned_neighbours"]), rng)


def bodies_of(
    entities: Sequence[Entity], groups: Sequence[SecretaryGroup], province: Names
) -> tuple[Entity, ...]:
    """The Diputación, mancomunidades of six comarcas, and six agrupaciones that sustain one secretary."""
    council = _body(0, "02", province["council"], "diputacion", "", entities)
    unions = [
        _body(i, "05", f"Mancomunidad {_of(comarca)}", "mancomunidad", comarca, _municipal(entities, comarca))
        for i, comarca in enumerate(list(dict.fromkeys(sorted(e.comarca for e in entities)))[:TEAMS], start=1)
    ]
    by_code = {e.code: e for e in entities}
    shared = [g for g in groups[1:] if len(g.members) > 1][:TEAMS]
    teams = [_team(i, [by_code[c] for c in g.members]) for i, g in enumerate(shared, start=TEAMS + 1)]
    return (replace(council, members=()), *unions, *teams)


def _placed(names: Names, cells: Sequence[Cell], rng: random.Random) -> dict[str, int]:
    """Give each name a cell of its comarca: the main town in the middle, the pinned villages side by side."""
    placed = dict(zip(names["pinned_neighbours"], _pinned_cells(cells), strict=True))
    for region, comarca in enumerate(names["comarcas"]):
        free = [c for c in cells if c.region == region and c.index not in placed.values()]
        rng.shuffle(free)
        middle = _middle(free)
        free = [middle, *(cell for cell in free if cell is not middle)]
        waiting = [place for place in comarca["places"] if place not in placed]
        placed.update((name, cell.index) for name, cell in zip(waiting, free, strict=False))
    return placed


def _pinned_cells(cells: Sequence[Cell]) -> tuple[int, int, int]:
    """Two neighbours in the first comarca and one in the second touching both: a secretary's round."""
    first = [c for c in cells if c.region == 0]
    for a in first:
        for b in sorted(a.neighbours):
            common = sorted(c for c in a.neighbours & cells[b].neighbours if cells[c].region == 1)
            if cells[b].region == 0 and common:
                return a.index, b, common[0]
    raise ValueError("the first two comarcas do not touch")


def _middle(cells: Sequence[Cell]) -> Cell:
    x = sum(c.label[0] for c in cells) / len(cells)
    y = sum(c.label[1] for c in cells) / len(cells)
    return min(cells, key=lambda c: (c.label[0] - x) ** 2 + (c.label[1] - y) ** 2)


def _population(main: bool, rng: random.Random) -> int:
    """Most villages under two hundred neighbours, a few market towns."""
    if main:
        return rng.randint(1150, 4300)
    return max(11, min(1900, round(rng.lognormvariate(4.55, 0.85))))


def _entity(number: int, name: str, comarca: str, population: int, cell: int) -> Entity:
    code = f"99{number:03d}"
    domain = f"{slug(name)}.example"
    street = f"{STREETS[number % len(STREETS)]}, 1"
    dir3 = f"L01{code}{number % 9 + 1}"
    contact = (f"ayuntamiento@{domain}", phone(number), f"{street}. {name} (Valdoria)")
    return Entity(code, dir3, name, "municipio", comarca, population, *contact, cell=cell)


def _with_kinds(
    entities: list[Entity], cells: Sequence[Cell], keep: set[str], rng: random.Random
) -> tuple[Entity, ...]:
    """Turn some small villages into minor entities of a neighbour, and some into open councils."""
    small = [e for e in entities if e.population < 95 and e.name not in keep]
    rng.shuffle(small)
    by_cell = {e.cell: e for e in entities}
    minor: dict[str, Entity] = {}
    for village in small:
        parent = _parent(village, by_cell, cells)
        if parent and parent.code not in minor and len(minor) < MINOR_ENTITIES:
            dir3 = village.dir3.replace("L01", "L04", 1)
            minor[village.code] = replace(village, kind="entidad_local_menor", parent=parent.code, dir3=dir3)
    tiny = sorted((e for e in small if e.code not in _taken(minor)), key=lambda e: e.population)[
        :OPEN_COUNCILS
    ]
    opened = {e.code: replace(e, kind="concejo_abierto") for e in tiny}
    return tuple(minor.get(e.code) or opened.get(e.code) or e for e in entities)


def _taken(minor: dict[str, Entity]) -> set[str]:
    """A village that is a minor entity, or that has one, keeps its kind."""
    return set(minor) | {e.parent for e in minor.values()}


def _parent(village: Entity, by_cell: dict[int | None, Entity], cells: Sequence[Cell]) -> Entity | None:
    """The largest neighbour of the same comarca, if it is clearly larger."""
    around = [by_cell[i] for i in sorted(cells[village.cell or 0].neighbours)]
    fit = [e for e in around if e.comarca == village.comarca and e.population > 2 * village.population]
    return max(fit, key=lambda e: e.population, default=None)


def _municipal(entities: Iterable[Entity], comarca: str) -> list[Entity]:
    return [e for e in entities if e.comarca == comarca and e.kind != "entidad_local_menor"]


def _of(comarca: str) -> str:
    """Spanish joins a masculine name with «del» and a feminine one with «de la»."""
    masculine = comarca.startswith(("Páramo", "Valle"))
    plural = {"Campos": "de los ", "Pinares": "de los ", "Lomas": "de las "}
    return plural.get(comarca.split()[0], "del " if masculine else "de la ") + comarca


def _team(number: int, members: list[Entity]) -> Entity:
    named = [e.name for e in members]
    title = f"Agrupación de {', '.join(named[:-1])} y {named[-1]}"
    return _body(number, "07", title, "agrupacion", members[0].comarca, members)


def _body(number: int, series: str, name: str, kind: str, comarca: str, members: Sequence[Entity]) -> Entity:
    code = f"99{900 + number}" if number else "99000"
    short = "diputacion-de-valdoria" if not number else f"{kind}-{number:02d}.valdoria"
    contact = (
        f"registro@{short}.example",
        phone(900 + number),
        "Palacio del Concejo, 1. Torralba de Valdoria",
    )
    population = sum(e.population for e in members if e.kind != "entidad_local_menor")
    dir3 = f"L{series}{code}{number % 10}"
    codes = tuple(e.code for e in members)
    return Entity(code, dir3, name, kind, comarca, population, *contact, members=codes)
