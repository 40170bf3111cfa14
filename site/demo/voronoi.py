"""Voronoi cells by half-plane clipping: slow for thousands of sites, short and exact for hundreds."""

from __future__ import annotations

from dataclasses import dataclass

Point = tuple[float, float]
Site = Point
Box = tuple[float, float, float, float]
Corner = tuple[Point, int]
BOX_EDGE = -1


@dataclass(frozen=True)
class RawCell:
    """Corners in order and, for the side starting at each, the site behind it (or BOX_EDGE)."""

    ring: tuple[Point, ...]
    edges: tuple[int, ...]


def relaxed(sites: list[Site], *, box: Box, rounds: int) -> list[Site]:
    """Lloyd's relaxation: move each site to the middle of its cell, so that cells become of like size."""
    for _ in range(rounds):
        sites = [centroid(cell.ring) for cell in cells_of(sites, box=box)]
    return sites


def cells_of(sites: list[Site], *, box: Box) -> list[RawCell]:
    return [_cell(index, sites, box) for index in range(len(sites))]


def centroid(ring: tuple[Point, ...]) -> Point:
    area = cx = cy = 0.0
    for (ax, ay), (bx, by) in zip(ring, (*ring[1:], ring[0]), strict=True):
        cross = ax * by - bx * ay
        area += cross
        cx += (ax + bx) * cross
        cy += (ay + by) * cross
    return (cx / (3 * area), cy / (3 * area))


def _cell(index: int, sites: list[Site], box: Box) -> RawCell:
    here = sites[index]
    x0, y0, x1, y1 = box
    corners: list[Corner] = [((x, y), BOX_EDGE) for x, y in ((x0, y0), (x1, y0), (x1, y1), (x0, y1))]
    for other in sorted(range(len(sites)), key=lambda i: _square(here, sites[i])):
        if other == index:
            continue
        if _square(here, sites[other]) > 4 * max(_square(here, point) for point, _ in corners):
            break
        corners = _clipped(corners, here, sites[other], other)
    return RawCell(_exact(index, corners, sites), tuple(label for _, label in corners))


def _square(a: Point, b: Point) -> float:
    return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2


def _clipped(corners: list[Corner], here: Point, there: Point, label: int) -> list[Corner]:
    """Keep the part nearer to `here`; the new side carries the label of the site behind it."""
    kept: list[Corner] = []
    for (a, side), (b, _) in zip(corners, [*corners[1:], corners[0]], strict=True):
        near_a, near_b = _excess(a, here, there), _excess(b, here, there)
        if near_a <= 0:
            kept.append((a, side))
        if (near_a <= 0) != (near_b <= 0):
            share = near_a / (near_a - near_b)
            crossing = (a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1]))
            kept.append((crossing, label if near_a <= 0 else side))
    return kept


def _excess(point: Point, here: Point, there: Point) -> float:
    return _square(point, here) - _square(point, there)


def _exact(index: int, corners: list[Corner], sites: list[Site]) -> tuple[Point, ...]:
    """Recompute each corner from its three sites in a fixed order, so that the three cells round it alike."""
    ring = []
    for position, (point, after) in enumerate(corners):
        before = corners[position - 1][1]
        if BOX_EDGE in (before, after):
            ring.append(point)
        else:
            ring.append(_circumcentre(*(sites[i] for i in sorted((index, before, after)))))
    return tuple(ring)


def _circumcentre(a: Point, b: Point, c: Point) -> Point:
    d = 2 * (a[0] * (b[1] - c[1]) + b[0] * (c[1] - a[1]) + c[0] * (a[1] - b[1]))
    sa, sb, sc = (p[0] ** 2 + p[1] ** 2 for p in (a, b, c))
    x = (sa * (b[1] - c[1]) + sb * (c[1] - a[1]) + sc * (a[1] - b[1])) / d
    y = (sa * (c[0] - b[0]) + sb * (a[0] - c[0]) + sc * (b[0] - a[0])) / d
    return (x, y)
