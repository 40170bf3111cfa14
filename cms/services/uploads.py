"""What editors upload: looked at by its bytes, not by its name, and cleaned before it is kept."""

from io import BytesIO
from pathlib import PurePath

from django.core.files.base import ContentFile, File
from django.core.files.uploadedfile import UploadedFile
from PIL import Image, ImageOps

from core.errors import Refused

PDF, ZIP = b"%PDF-", b"PK\x03\x04"
# What the first bytes of each extension must be; text has no signature, but cannot hold a NUL byte or marks.
SIGNATURES = {
    "pdf": PDF, "odt": ZIP, "ods": ZIP, "odp": ZIP, "docx": ZIP, "xlsx": ZIP, "pptx": ZIP, "zip": ZIP,
}  # fmt: skip
MP4_MARK = b"ftyp"
TEXTS = frozenset({"txt", "csv"})
ACTIVE = (b"<!doctype", b"<html", b"<script", b"<svg", b"<?xml")
HEAD = 1024


class FileLies(Refused):
    """The bytes are not what the name says."""


def _looks_like(extension: str, head: bytes) -> bool:
    """Say whether the first bytes can be a file of this extension."""
    if extension in SIGNATURES:
        return head.startswith(SIGNATURES[extension])
    if extension == "mp4":
        return head[4:8] == MP4_MARK
    return extension in TEXTS and b"\0" not in head and not head.lstrip().lower().startswith(ACTIVE)


def check_document(*, upload: File) -> None:
    """Refuse a document whose bytes are not what its name says.

    Pre-conditions: the extension is one of those allowed. Effects: none; the file is left at its start.
    Errors: FileLies.
    """
    extension = PurePath(upload.name or "").suffix.lstrip(".").lower()
    upload.seek(0)
    head = upload.read(HEAD)
    upload.seek(0)
    if not _looks_like(extension, head):
        raise FileLies(f"El fichero no es lo que dice su nombre: no es un «.{extension}».")


def clean_picture(*, upload: UploadedFile) -> File:
    """Return the picture without what the camera wrote in it: place, date, owner.

    Pre-conditions: Pillow has opened it and its pixels are within the limit. Effects: none on the upload.
    Errors: none. A picture without such data comes back as it is.
    """
    upload.seek(0)
    with Image.open(upload) as picture:
        carries = bool(picture.getexif()) or bool(picture.info.get("exif") or picture.info.get("xmp"))
        animated = getattr(picture, "is_animated", False)
        if not carries or animated:
            upload.seek(0)
            return upload
        kind = picture.format
        upright = ImageOps.exif_transpose(picture)
        kept = BytesIO()
        clean = Image.new(upright.mode, upright.size)
        clean.paste(upright)
        if upright.mode == "P":
            clean.putpalette(upright.getpalette() or [])
        clean.save(kept, format=kind, quality=90)
    return ContentFile(kept.getvalue(), name=upload.name)
