"""What a file is, by its bytes."""

import re
import zipfile
from typing import IO, Final

from core.files.archives import check_end
from core.files.kinds import OPEN_DOCUMENTS, FileKind

_BEGINNINGS: Final = (
    (re.compile(rb"%PDF-\d"), FileKind.PDF),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), FileKind.PNG),
    (re.compile(rb"\xff\xd8\xff"), FileKind.JPEG),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), FileKind.WEBP),
    (re.compile(rb"GIF8[79]a"), FileKind.GIF),
)
_OFFICE_FOLDERS: Final = {"word/": FileKind.DOCX, "xl/": FileKind.XLSX, "ppt/": FileKind.PPTX}
# Text that a browser would run if it were ever shown as a page.
_MARKUP: Final = re.compile(
    rb"\s*(?:<!doctype|<html|<head|<body|<script|<svg|<iframe|<\?xml|<\?php|#!|%!PS)", re.I
)
_CONTROL: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
HEAD: Final = 64 * 1024


def kind_of(file: IO[bytes], name: str) -> FileKind | None:
    """Return the kind of the file, or None; `name` only tells a table from plain text."""
    file.seek(0)
    head = file.read(HEAD)
    for beginning, kind in _BEGINNINGS:
        if beginning.match(head):
            return kind
    if head.startswith(b"PK\x03\x04"):
        return _zipped(file)
    return _text(file, head, name)


def _zipped(file: IO[bytes]) -> FileKind | None:
    check_end(file)
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
            if names[:1] == ["mimetype"]:
                # Bounded: a declared size lies.
                with archive.open("mimetype") as member:
                    return _open_document(member.read(100).decode("ascii", "replace"))
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, IndexError):
        return None
    if "[Content_Types].xml" not in names:
        return FileKind.ZIP
    found = {
        kind for folder, kind in _OFFICE_FOLDERS.items() if any(name.startswith(folder) for name in names)
    }
    return found.pop() if len(found) == 1 else None


def _open_document(mime: str) -> FileKind | None:
    return next((kind for kind in OPEN_DOCUMENTS if kind.mime == mime.strip()), None)


def _text(file: IO[bytes], head: bytes, name: str) -> FileKind | None:
    body = head.removeprefix(b"\xef\xbb\xbf")
    if not body or _MARKUP.match(body):
        return None
    if _CONTROL.search(head) or any(_CONTROL.search(part) for part in iter(lambda: file.read(HEAD), b"")):
        return None
    return FileKind.CSV if name.lower().endswith(".csv") else FileKind.TXT
