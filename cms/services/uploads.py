"""What editors upload: looked at by its bytes, not by its name, and cleaned before it is kept."""

from io import BytesIO

from django.core.files.base import ContentFile, File
from django.core.files.uploadedfile import UploadedFile
from PIL import Image, ImageOps

from core.errors import Refused
from core.files import ARCHIVES, DOCUMENTS, examine

# Everything core knows and, besides, video: it is long, and nothing of it is ever opened here.
KINDS = DOCUMENTS | ARCHIVES
VIDEO, VIDEO_MARK = "mp4", b"ftyp"


class FileLies(Refused):
    """The bytes are not what the name says."""


def check_document(*, upload: File) -> None:
    """Refuse a document whose bytes are not what its name says, or that would explode when opened.

    Pre-conditions: the extension is one of those allowed. Effects: none; the file is left at its start.
    Errors: Refused.
    """
    name = upload.name or ""
    upload.seek(0)
    if name.lower().endswith(f".{VIDEO}"):
        if upload.read(8)[4:] != VIDEO_MARK:
            raise FileLies(f"El contenido del fichero no es el de un «.{VIDEO}», como dice su nombre.")
    else:
        examine(file=upload.file, kinds=KINDS, name=name)  # type: ignore[arg-type]  # an upload has its file
    upload.seek(0)


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
