"""The kinds of file we take, and how each begins."""

from enum import Enum
from typing import Final


class FileKind(Enum):
    """Extension and media type of a kind."""

    PDF = ("pdf", "application/pdf")
    PNG = ("png", "image/png")
    JPEG = ("jpg", "image/jpeg")
    WEBP = ("webp", "image/webp")
    GIF = ("gif", "image/gif")
    ODT = ("odt", "application/vnd.oasis.opendocument.text")
    ODS = ("ods", "application/vnd.oasis.opendocument.spreadsheet")
    ODP = ("odp", "application/vnd.oasis.opendocument.presentation")
    DOCX = ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
    XLSX = ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    PPTX = ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation")
    ZIP = ("zip", "application/zip")
    TXT = ("txt", "text/plain; charset=utf-8")
    CSV = ("csv", "text/csv; charset=utf-8")

    @property
    def extension(self) -> str:
        return self.value[0]

    @property
    def mime(self) -> str:
        return self.value[1]


IMAGES: Final = frozenset({FileKind.PNG, FileKind.JPEG, FileKind.WEBP, FileKind.GIF})
OPEN_DOCUMENTS: Final = frozenset({FileKind.ODT, FileKind.ODS, FileKind.ODP})
OFFICE_DOCUMENTS: Final = frozenset({FileKind.DOCX, FileKind.XLSX, FileKind.PPTX})
TEXTS: Final = frozenset({FileKind.TXT, FileKind.CSV})
ARCHIVES: Final = frozenset({FileKind.ZIP})
ZIPPED: Final = OPEN_DOCUMENTS | OFFICE_DOCUMENTS | ARCHIVES
DOCUMENTS: Final = frozenset({FileKind.PDF}) | OPEN_DOCUMENTS | OFFICE_DOCUMENTS | TEXTS
EVERYTHING: Final = DOCUMENTS | IMAGES | ARCHIVES
# Other spellings of the same kind in a file's name.
SPELLINGS: Final = {"jpeg": FileKind.JPEG, **{kind.extension: kind for kind in FileKind}}
