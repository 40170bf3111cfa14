"""The map of the province as plain values for the drawing."""

from collections import defaultdict
from typing import Any

from django.urls import reverse

from courses.services.dashboard import ProvincePanel, TownHall
from people.models.shape import VIEW_BOX

# About what a town hall measures from its middle to its edge.
MARGIN = 55
LEGEND = ("Nadie", "1 persona", "2 personas", "3 personas o más")


def map_of(panel: ProvincePanel) -> dict[str, Any]:
    """Return what the drawing needs: territories with their tone, and each comarca with its figure."""
    drawn = [hall for hall in panel.halls if getattr(hall.entity, "shape", None)]
    comarcas: dict[str, list[TownHall]] = defaultdict(list)
    for hall in drawn:
        comarcas[hall.entity.comarca].append(hall)
    return {
        "view_box": _around(drawn) if panel.asked.comarca and drawn else VIEW_BOX,
        "areas": [_area(hall) for hall in drawn],
        "labels": [_label(name, halls) for name, halls in sorted(comarcas.items()) if name],
        "legend": LEGEND,
    }


def _around(halls: list[TownHall]) -> str:
    """Return the part of the sheet these town halls are in: a comarca alone would be lost in the province."""
    xs = [hall.entity.shape.label_x for hall in halls]
    ys = [hall.entity.shape.label_y for hall in halls]
    left, top = min(xs) - MARGIN, min(ys) - MARGIN
    return f"{left} {top} {max(xs) + MARGIN - left} {max(ys) + MARGIN - top}"


def _area(hall: TownHall) -> tuple[str, str, str, int]:
    said = "nadie" if hall.trained == 0 else LEGEND[1] if hall.trained == 1 else f"{hall.trained} personas"
    url = reverse("people:entity", args=[hall.entity.slug])
    return f"{hall.entity.name}: {said}", url, hall.entity.shape.path, min(hall.trained, len(LEGEND) - 1)


def _label(name: str, halls: list[TownHall]) -> tuple[str, str, int, int]:
    """Write a comarca in the middle of its town halls: how many of them have somebody."""
    x = sum(hall.entity.shape.label_x for hall in halls) // len(halls)
    y = sum(hall.entity.shape.label_y for hall in halls) // len(halls)
    return name, f"{sum(1 for hall in halls if hall.trained)} de {len(halls)}", x, y
