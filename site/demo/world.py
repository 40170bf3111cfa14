"""The invented province as plain data: one number in, the same villages, people and map out."""

from __future__ import annotations

import json
import random
import sys
from functools import lru_cache
from typing import Any

from demo.geometry import HEIGHT, WIDTH, partition
from demo.populace import groups_of, people_of
from demo.records import World, read
from demo.territory import bodies_of, entities_of

SEED = 20261005


@lru_cache(maxsize=2)
def build_world(seed: int = SEED) -> World:
    """Everything the seeder needs; cached because drawing the map takes a third of a second."""
    names = read("toponyms.yaml")
    cells = partition(seed)
    rng = random.Random(f"{seed}:villages")  # noqa: S311 - a repeatable province, not a secret
    entities = entities_of(names, cells, rng)
    groups = groups_of(entities, cells, names["pinned_neighbours"])
    bodies = bodies_of(entities, groups, names["province"])
    held, people = people_of(read("people.yaml"), entities, groups, bodies[0].code)
    return World(seed, entities, bodies, tuple(held), people, cells)


def map_document(world: World) -> dict[str, Any]:
    """What the page that draws the province needs: `cells` maps a code to [path, label x, label y]."""
    mains = {comarca["places"][0] for comarca in read("toponyms.yaml")["comarcas"]}
    drawn, comarcas = {}, {}
    for entity in world.entities:
        cell = world.cells[entity.cell or 0]
        drawn[entity.code] = [cell.path, *cell.label]
        if entity.name in mains:
            comarcas[entity.comarca] = list(cell.label)
    return {"seed": world.seed, "viewBox": f"0 0 {WIDTH} {HEIGHT}", "comarcas": comarcas, "cells": drawn}


def map_text(world: World) -> str:
    """The stored form, one line per territory so that a change reads well in a diff."""
    return (
        json.dumps(map_document(world), ensure_ascii=False, separators=(",", ":")).replace('],"', '],\n"')
        + "\n"
    )


if __name__ == "__main__":
    sys.stdout.write(map_text(build_world()))
