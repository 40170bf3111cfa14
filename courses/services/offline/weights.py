"""How many bytes travel when a file of ours is asked for, without asking for it."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import Resolver404, resolve

from cms.models import ConcejoDocument, ConcejoRendition


def weight_of(path: str) -> int | None:
    """Return the bytes of a style, a script, a picture or a document; None when it is not there."""
    if path.startswith(settings.STATIC_URL):
        return _static(unquote(path.removeprefix(settings.STATIC_URL)))
    try:
        found = resolve(path)
    except Resolver404:
        return None
    model: Any = {"cms:rendition": ConcejoRendition, "cms:document": ConcejoDocument}.get(found.view_name)
    kept = model.objects.filter(pk=found.kwargs["pk"]).first() if model else None
    try:
        return int(kept.file.size) if kept else None
    except FileNotFoundError:
        return None


def _static(name: str) -> int | None:
    # A browser takes the compressed one, that whitenoise keeps beside it when it is smaller.
    collected = Path(settings.STATIC_ROOT) / name
    source = finders.find(name)
    places = [collected.with_name(f"{collected.name}.gz"), collected, *([Path(source)] if source else [])]
    return next((place.stat().st_size for place in places if place.is_file()), None)
