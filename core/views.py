"""Pages of the mechanisms: the one that hands out private files."""

from django.http import FileResponse, Http404, HttpRequest

from core.files import may_open
from core.files.serving import answer
from core.models import StoredFile


def file(request: HttpRequest, sha256: str, name: str) -> FileResponse:
    """Hand out a file to whom some app lets open it; to anybody else it does not exist."""
    stored = StoredFile.objects.filter(sha256=sha256).first()
    if stored is None or not may_open(request.user, stored):
        raise Http404
    return answer(stored, name)
