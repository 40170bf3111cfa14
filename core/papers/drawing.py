"""From a template and its data to a PDF. Data are data: typst reads them as JSON and never as markup."""

import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import segno
from django.apps import apps
from django.conf import settings

from core import clock

# PDF/A for the archive, PDF/UA for whoever reads it by ear.
STANDARDS: Final = ["a-2a", "ua-1"]


class PaperFault(RuntimeError):
    """A template that cannot be drawn: a fault of ours, never of the person."""


def render(template: str, data: Mapping[str, Any]) -> bytes:
    """Draw a paper as tagged PDF/A-2a.

    `template` is "app/name.typ", kept in the folder `papers/` of that app; it reads its data with
    `json(bytes(sys.inputs.data))`. Errors: PaperFault.
    """
    return _compile(template, data, format="pdf", pdf_standards=STANDARDS)


def picture(template: str, data: Mapping[str, Any]) -> bytes:
    """Draw the first page as PNG, to look at it before it is used."""
    return _compile(template, data, format="png", ppi=110)


def qr_svg(text: str) -> str:
    """Return a QR code as an SVG drawing, for `image(bytes(...))` in a template."""
    target = io.BytesIO()
    segno.make(text, error="m", micro=False).save(target, kind="svg", border=0, dark="#133f33", unit="mm")
    return target.getvalue().decode()


def _compile(template: str, data: Mapping[str, Any], **how: Any) -> bytes:
    import typst  # noqa: PLC0415  (6 MB of a web process that may never draw)

    try:
        # System fonts differ between machines: only those that typst carries.
        made = typst.compile(
            path_of(template),
            root=str(settings.BASE_DIR),
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            timestamp=int(clock.now().timestamp()),
            **how,
        )
    except typst.TypstError as error:
        raise PaperFault(f"{template}: {error}") from error
    pages: list[bytes] = made if isinstance(made, list) else [made]
    return pages[0]


def path_of(template: str) -> Path:
    """Return where a template is; its name comes from our code, never from a request."""
    app, _, name = template.partition("/")
    place = Path(apps.get_app_config(app).path) / "papers" / name
    if place.suffix != ".typ" or not place.is_file():
        raise PaperFault(f"No hay plantilla {template}")
    return place
