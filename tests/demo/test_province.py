"""The invented province: the same each time, marked as invented, whole on the map, well served."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest

from demo.geometry import CELLS, is_contiguous, partition, ring_area
from demo.records import CONTENT, World
from demo.territory import MINOR_ENTITIES, OPEN_COUNCILS
from demo.world import SEED, build_world, map_text

CAST = ["secretaria", "formadora", "formador_externo", "editora", "revisora"]
CAST += ["asesora", "jefa", "alcalde", "concejala", "operador"]


@pytest.fixture(scope="module")
def world() -> World:
    return build_world(SEED)


def pairs(ring: tuple[Any, ...]) -> list[tuple[Any, Any]]:
    return list(zip(ring, (*ring[1:], ring[0]), strict=True))


def test_the_same_seed_gives_the_same_province_and_another_seed_another() -> None:
    build_world.cache_clear()
    first = build_world(SEED)
    build_world.cache_clear()
    assert build_world(SEED) == first
    assert build_world(SEED + 1).cells != first.cells


def test_the_stored_map_is_the_one_the_generator_draws(world: World) -> None:
    stored = (CONTENT / "map.json").read_text(encoding="utf-8")
    assert stored == map_text(world)
    assert len(stored.encode()) < 20_000


def test_the_province_has_180_territories_of_the_three_kinds(world: World) -> None:
    kinds = Counter(entity.kind for entity in world.entities)
    assert kinds == {
        "municipio": CELLS - MINOR_ENTITIES - OPEN_COUNCILS,
        "entidad_local_menor": MINOR_ENTITIES,
        "concejo_abierto": OPEN_COUNCILS,
    }
    assert Counter(body.kind for body in world.bodies) == {
        "diputacion": 1,
        "mancomunidad": 6,
        "agrupacion": 6,
    }


@pytest.mark.parametrize("field", ["code", "dir3", "name", "email", "phone"])
def test_no_two_entities_share_what_identifies_them(world: World, field: str) -> None:
    values = [getattr(entity, field) for entity in (*world.entities, *world.bodies)]
    assert [value for value, times in Counter(values).items() if times > 1] == []


def test_codes_have_the_official_shape_an_impossible_province_and_the_mark(world: World) -> None:
    bad = [
        entity
        for entity in (*world.entities, *world.bodies)
        if not re.fullmatch(r"99\d{3}", entity.code)
        or not re.fullmatch(r"[A-Z][A-Z0-9]\d{7}", entity.dir3)
        or entity.code not in entity.dir3
        or entity.codes_note != "FICTICIO"
    ]
    assert bad == []


def test_most_villages_are_under_200_neighbours_and_the_largest_under_9000(world: World) -> None:
    populations = sorted(entity.population for entity in world.entities)
    assert populations[len(populations) * 2 // 3] < 200
    assert (populations[0] > 10, 8_000 < populations[-1] <= 9_000) == (True, True)


def test_a_minor_entity_hangs_from_a_larger_municipality_beside_it(world: World) -> None:
    by_code = {entity.code: entity for entity in world.entities}
    for minor in (e for e in world.entities if e.kind == "entidad_local_menor"):
        parent = by_code[minor.parent]
        assert (parent.kind, parent.comarca) == ("municipio", minor.comarca)
        assert parent.cell in world.cells[minor.cell or 0].neighbours


def test_each_municipality_is_in_exactly_one_group_of_one_to_three(world: World) -> None:
    grouped = Counter(code for group in world.groups for code in group.members)
    assert grouped == Counter(e.code for e in world.entities if e.kind != "entidad_local_menor")
    assert {len(group.members) for group in world.groups} == {1, 2, 3}


def test_every_border_has_two_owners_or_is_the_frontier(world: World) -> None:
    """A planar partition: a side walked one way by one village is walked the other way by its neighbour."""
    sides = Counter(side for cell in world.cells for side in pairs(cell.ring))
    assert max(sides.values()) == 1
    frontier = [side for side in sides if (side[1], side[0]) not in sides]
    starts, ends = Counter(a for a, _ in frontier), Counter(b for _, b in frontier)
    assert starts == ends
    province = sum(ax * by - bx * ay for (ax, ay), (bx, by) in frontier)
    assert province == sum(ring_area(cell.ring) for cell in world.cells)


def test_comarcas_are_in_one_piece_and_a_torn_one_would_be_noticed(world: World) -> None:
    around = [cell.neighbours for cell in world.cells]
    regions = [{cell.index for cell in world.cells if cell.region == region} for region in range(8)]
    assert [is_contiguous(region, around) for region in regions] == [True] * 8
    far = next(i for i in regions[7] if not world.cells[i].neighbours & regions[0])
    assert not is_contiguous(regions[0] | {far}, around)


@pytest.mark.parametrize("seed", [1, 7, 2030])
def test_any_seed_gives_a_whole_map(seed: int) -> None:
    cells = partition(seed)
    assert len(cells) == CELLS
    assert min(ring_area(cell.ring) for cell in cells) > 800


def test_the_cast_can_be_picked_and_each_has_a_loopback_name(world: World) -> None:
    cast = [person for person in world.people if person.in_cast]
    assert [person.key for person in cast] == CAST
    for person in cast:
        assert person.sentence.startswith("Entra como ")
        assert re.fullmatch(r"[a-z-]+\.localhost", person.host)


def test_the_secretary_serves_three_villages_that_touch(world: World) -> None:
    names = ["Villaseca de la Sierra", "Fuentealba del Páramo", "Robledillo de Albar"]
    villages = [world.entity(name) for name in names]
    assert world.person("secretaria").entities == tuple(village.code for village in villages)
    cells = {village.cell for village in villages}
    for village in villages:
        assert cells - world.cells[village.cell or 0].neighbours == {village.cell}


@pytest.mark.parametrize("field", ["key", "email", "nif", "phone", "host", "name"])
def test_no_two_people_share_what_identifies_them(world: World, field: str) -> None:
    assert len({getattr(person, field) for person in world.people}) == len(world.people) == 70


def test_every_mail_ends_in_example_and_every_nif_says_it_is_invented(world: World) -> None:
    mails = [x.email for x in (*world.people, *world.entities, *world.bodies)]
    assert [mail for mail in mails if not mail.endswith(".example")] == []
    assert [person.nif for person in world.people if not person.nif.startswith("FICTICIO-")] == []
