"""Planar partition of an invented province, in plain arithmetic, so that one seed draws one map."""

from __future__ import annotations

import random
from dataclasses import dataclass

from demo.voronoi import Point, Site, cells_of, centroid, relaxed

WIDTH, HEIGHT = 1000, 760
CELLS = 180
REGIONS = 8
# Drawn by hand: a province has bays and horns, a rectangle would look like a chart and not like a map.
OUTLINE: tuple[Point, ...] = (
    (150, 130), (270, 60), (400, 95), (520, 50), (640, 85), (730, 60), (860, 140), (930, 270), (895, 390),
    (940, 500), (850, 640), (700, 660), (600, 705), (470, 670), (350, 700), (200, 630), (90, 520),
    (120, 390), (60, 270),
)  # fmt: skip
MAX_TILTS = 60

IntPoint = tuple[int, int]


@dataclass(frozen=True)
class Cell:
    """One municipal territory: its drawing, where its label goes, who it borders, which comarca it is in."""

    index: int
    ring: tuple[IntPoint, ...]
    label: IntPoint
    neighbours: frozenset[int]
    region: int

    @property
    def path(self) -> str:
        """SVG path with relative steps: the shortest text that keeps corners shared between neighbours."""
        (x, y), *rest = self.ring
        steps = []
        for nx, ny in rest:
            steps.append(f"{nx - x} {ny - y}".replace(" -", "-"))
            x, y = nx, ny
        return f"M{self.ring[0][0]} {self.ring[0][1]}l" + " ".join(steps).replace(" -", "-") + "z"


def partition(seed: int) -> tuple[Cell, ...]:
    """Divide the province into CELLS territories grouped in REGIONS contiguous comarcas."""
    rng = random.Random(seed)  # noqa: S311 - a repeatable map, not a secret
    sites = relaxed(_sites(rng), box=_box(), rounds=2)
    raw = cells_of(sites, box=_box())[:CELLS]
    neighbours = [frozenset(edge for edge in cell.edges if 0 <= edge < CELLS) for cell in raw]
    regions = _regions([sites[i] for i in range(CELLS)], neighbours, rng)
    cells = []
    for index, cell in enumerate(raw):
        x, y = centroid(cell.ring)
        ring = _wiggled([(round(px), round(py)) for px, py in cell.ring], seed)
        cells.append(Cell(index, ring, (round(x), round(y)), neighbours[index], regions[index]))
    return tuple(cells)


def ring_area(ring: tuple[IntPoint, ...]) -> int:
    """Twice the signed area, kept whole so that sums can be compared for equality."""
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in zip(ring, (*ring[1:], ring[0]), strict=True))


def is_contiguous(members: set[int], neighbours: list[frozenset[int]]) -> bool:
    """Whether one can walk between any two members without leaving the set."""
    if not members:
        return False
    reached, frontier = set(), [min(members)]
    while frontier:
        here = frontier.pop()
        reached.add(here)
        frontier.extend(n for n in neighbours[here] if n in members and n not in reached)
    return reached == members


def _box() -> tuple[float, float, float, float]:
    return (-120.0, -120.0, WIDTH + 120.0, HEIGHT + 120.0)


def _sites(rng: random.Random) -> list[Site]:
    """Territories first, then the world outside, whose cells are never drawn: they make the frontier."""
    inside = _spread(rng, wanted=CELLS, within=True)
    outside = _spread(rng, wanted=CELLS, within=False)
    return inside + outside


def _spread(rng: random.Random, *, wanted: int, within: bool) -> list[Site]:
    """Best of several candidates each time, so that territories are uneven but none is a sliver."""
    x0, y0, x1, y1 = _box()
    chosen: list[Site] = []
    while len(chosen) < wanted:
        candidates: list[Site] = []
        while len(candidates) < 6:
            point = (rng.uniform(x0, x1), rng.uniform(y0, y1))
            if _inside(point) is within:
                candidates.append(point)
        chosen.append(max(candidates, key=lambda c: _clearance(c, chosen)))
    return chosen


def _clearance(point: Point, others: list[Site]) -> float:
    return min(((point[0] - x) ** 2 + (point[1] - y) ** 2 for x, y in others), default=0.0)


def _inside(point: Point) -> bool:
    x, y = point
    odd = False
    for (ax, ay), (bx, by) in zip(OUTLINE, (*OUTLINE[1:], OUTLINE[0]), strict=True):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            odd = not odd
    return odd


def _regions(sites: list[Site], neighbours: list[frozenset[int]], rng: random.Random) -> list[int]:
    """Halve the province three times along tilted lines; tilt again until every comarca is in one piece."""
    for _ in range(MAX_TILTS):
        groups = [list(range(CELLS))]
        while len(groups) < REGIONS:
            groups = [half for group in groups for half in _halves(group, sites, rng)]
        if all(is_contiguous(set(group), neighbours) for group in groups):
            return [next(r for r, group in enumerate(groups) if i in group) for i in range(CELLS)]
    raise ValueError("no contiguous division found for this seed")


def _halves(group: list[int], sites: list[Site], rng: random.Random) -> tuple[list[int], list[int]]:
    """Cut across the longer side, at a slant."""
    xs, ys = [sites[i][0] for i in group], [sites[i][1] for i in group]
    wide = max(xs) - min(xs) > max(ys) - min(ys)
    slant = rng.uniform(-0.45, 0.45)
    along, across = (0, 1) if wide else (1, 0)
    ordered = sorted(group, key=lambda i: sites[i][along] + slant * sites[i][across])
    middle = len(group) // 2
    return ordered[:middle], ordered[middle:]


def _wiggled(ring: list[IntPoint], seed: int) -> tuple[IntPoint, ...]:
    """Bend every border once. Both owners must bend it alike: the bend depends on its two ends only."""
    bent: list[IntPoint] = []
    for a, b in zip(ring, [*ring[1:], ring[0]], strict=True):
        if a == b:
            continue
        bent.append(a)
        middle = _bend(min(a, b), max(a, b), seed)
        if middle not in (a, b):
            bent.append(middle)
    return tuple(bent)


def _bend(a: IntPoint, b: IntPoint, seed: int) -> IntPoint:
    rng = random.Random(f"{seed}:{a}:{b}")  # noqa: S311 - a repeatable bend, not a secret
    along, aside = rng.uniform(0.35, 0.65), rng.uniform(-0.13, 0.13)
    dx, dy = b[0] - a[0], b[1] - a[1]
    return (round(a[0] + along * dx - aside * dy), round(a[1] + along * dy + aside * dx))
