"""A file of a package as HTTP gives it: whole or in part, a piece at a time, and not twice."""

import asyncio
import mimetypes
import re
import stat
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import IO, Final
from zlib import crc32

from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.http.response import StreamingHttpResponse

PIECE: Final = 256 * 1024
_RANGE: Final = re.compile(r"bytes=(\d{0,15})-(\d{0,15})", re.ASCII)
# Written here: what each machine knows differs. No charset: old packages say their own.
TYPES: Final = {
    ".html": "text/html", ".htm": "text/html", ".xhtml": "application/xhtml+xml", ".js": "text/javascript",
    ".mjs": "text/javascript", ".css": "text/css", ".json": "application/json", ".xml": "text/xml",
    ".txt": "text/plain", ".vtt": "text/vtt", ".srt": "text/plain", ".csv": "text/csv",
    ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg",
    ".gif": "image/gif", ".webp": "image/webp", ".ico": "image/x-icon", ".avif": "image/avif",
    ".mp4": "video/mp4", ".m4v": "video/mp4", ".webm": "video/webm", ".ogv": "video/ogg",
    ".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".ogg": "audio/ogg", ".wav": "audio/wav",
    ".woff": "font/woff", ".woff2": "font/woff2", ".ttf": "font/ttf", ".otf": "font/otf",
    ".pdf": "application/pdf", ".wasm": "application/wasm",
}  # fmt: skip


def found_in(folder: Path, path: str) -> Path | None:
    """Return the file at this path inside the folder; None for anything else: a folder, a link, a way out."""
    parts = path.split("/")
    if "\\" in path or "\0" in path or any(part in ("", ".", "..") for part in parts):
        return None
    place = folder.joinpath(*parts)
    try:
        is_file = stat.S_ISREG(place.lstat().st_mode) and place.resolve().is_relative_to(folder.resolve())
    except OSError:
        return None
    return place if is_file else None


def answer(request: HttpRequest, place: Path, version: str) -> HttpResponseBase:
    """Give the file: 304 when the browser has it, 206 for a range, 416 for one past its end."""
    size = place.stat().st_size
    etag = f'"{version}-{crc32(str(place).encode()):x}"'
    if request.headers.get("If-None-Match") == etag:
        return _headed(HttpResponseNotModified(), etag)
    asked = request.headers.get("Range")
    # A range of an older version is not what the browser wants: then all of it.
    first, last = (0, size - 1) if _is_old(request, etag) else _range(asked, size)
    if first > last and size:
        refused = HttpResponse(status=416)
        refused["Content-Range"] = f"bytes */{size}"
        return _headed(refused, etag)
    response = StreamingHttpResponse(_pieces(request, place, first, last), content_type=_type(place))
    response["Content-Length"] = str(last - first + 1)
    if last - first + 1 < size:
        response.status_code = 206
        response["Content-Range"] = f"bytes {first}-{last}/{size}"
    return _headed(response, etag)


def _headed(response: HttpResponseBase, etag: str) -> HttpResponseBase:
    response["ETag"] = etag
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = "private, max-age=3600"
    return response


def _type(place: Path) -> str:
    suffix = place.suffix.lower()
    return TYPES.get(suffix) or mimetypes.guess_type(place.name)[0] or "application/octet-stream"


def _is_old(request: HttpRequest, etag: str) -> bool:
    return request.headers.get("If-Range", etag) != etag


def _range(asked: str | None, size: int) -> tuple[int, int]:
    """Return first and last byte; a header that is not one range counts as not sent."""
    found = _RANGE.fullmatch(asked or "")
    if not found or found.groups() == ("", "") or not size:
        return 0, size - 1
    start, end = found.groups()
    if not start:
        return max(0, size - int(end)), size - 1
    return int(start), min(int(end), size - 1) if end else size - 1


def _pieces(
    request: HttpRequest, place: Path, first: int, last: int
) -> Iterator[bytes] | AsyncIterator[bytes]:
    # Under ASGI Django gathers a plain iterator whole in memory before it sends it.
    is_async = isinstance(request, ASGIRequest)
    return _flowing(place, first, last) if is_async else _in_turn(place, first, last)


def _in_turn(place: Path, first: int, last: int) -> Iterator[bytes]:
    with place.open("rb") as content:
        content.seek(first)
        while first <= last and (piece := _read(content, first, last)):
            first += len(piece)
            yield piece


async def _flowing(place: Path, first: int, last: int) -> AsyncIterator[bytes]:
    with await asyncio.to_thread(place.open, "rb") as content:
        content.seek(first)
        while first <= last and (piece := await asyncio.to_thread(_read, content, first, last)):
            first += len(piece)
            yield piece


def _read(content: IO[bytes], first: int, last: int) -> bytes:
    return content.read(min(PIECE, last - first + 1))
