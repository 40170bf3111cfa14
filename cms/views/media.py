"""The only way out of an image, one of its sizes or a document: who is looking is asked each time."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from cms import rules
from cms.enums import Audience
from cms.models import ConcejoRendition

# What a name can promise a browser; anything else is bytes to keep, never to show.
SHOWN = frozenset({"image/png", "image/jpeg", "image/webp", "image/gif", "image/avif"})
YEAR = 31_536_000


@require_safe
def rendition(request: HttpRequest, pk: int, name: str) -> FileResponse:
    """Show one size of an image."""
    found = get_object_or_404(ConcejoRendition.objects.select_related("image"), pk=pk)
    if name != found.file.name.rpartition("/")[2]:
        raise Http404
    return _handed(request, found.file, found.image, attachment=False)


@require_safe
def original(request: HttpRequest, name: str) -> FileResponse:
    """Show the image as it was uploaded: the admin's crop tool needs it."""
    image = get_object_or_404(get_image_model(), file=name)
    return _handed(request, image.file, image, attachment=False)


@require_safe
def document(request: HttpRequest, pk: int, name: str) -> FileResponse:
    """Hand a document out, always to be kept and never to be shown in a page of ours."""
    found = get_object_or_404(get_document_model(), pk=pk)
    if name != found.filename:
        raise Http404
    return _handed(request, found.file, found, attachment=True)


def _handed(request: HttpRequest, file: Any, owner: Any, *, attachment: bool) -> FileResponse:
    """Answer with the bytes, or as if they did not exist."""
    if not rules.may_open(request.user, owner):
        raise Http404
    try:
        opened = file.open("rb")
    except FileNotFoundError as missing:
        raise Http404 from missing
    response = FileResponse(opened, as_attachment=attachment, filename=file.name.rpartition("/")[2])
    if not attachment and response["Content-Type"] not in SHOWN:
        response["Content-Disposition"] = "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    public = owner.audience == Audience.PUBLIC
    response["Cache-Control"] = f"public, max-age={YEAR}, immutable" if public else "private, no-store"
    return response
