"""Hostile files through every door that takes one."""

from typing import Any

from django.urls import reverse

from cms.models import ConcejoDocument, ConcejoImage
from tests.security.active.files import FILES
from tests.security.active.gardener import Gardener


def plant(gardener: Gardener) -> None:
    """Offer each file as a document and as an image."""
    for kind, model in (("docs", ConcejoDocument), ("images", ConcejoImage)):
        for name, make in FILES.items():
            _offer(gardener, kind, model, name, make)
    for path in ("/admin/documents/", "/admin/images/"):
        gardener.see(path, "editora", "operador")


def _offer(gardener: Gardener, kind: str, model: Any, name: str, make: Any) -> None:
    item = gardener.corpus.file({"docs": "documento", "images": "imagen"}[kind], name)
    name, since, last = name.replace("alert(0)", f"alert({item.number})"), gardener.count - 1, _last(model)
    form = {
        "title": gardener.corpus.text("título de fichero"),
        "collection": 1,
        "audience": "public",
        "tags": gardener.corpus.text("etiqueta", 60),
        "file": gardener.upload(item.number, name, make(item.number)),
    }
    gardener.send("editora", reverse(f"wagtail{kind}:add"), form, since=since)
    kept = model.objects.filter(pk__gt=last).first()
    if kept is None:
        return
    gardener.files[item.number] = kept.url if kind == "docs" else kept.get_rendition("original").url
    gardener.see(reverse(f"wagtail{kind}:edit", args=[kept.pk]), "operador")


def _last(model: Any) -> int:
    found = model.objects.order_by("-pk").values_list("pk", flat=True).first()
    return found or 0
