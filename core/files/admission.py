"""The one way in for a file."""

from typing import IO, Final, Protocol

from core import clock
from core.files import store
from core.files.archives import check_archive
from core.files.images import check_image
from core.files.kinds import IMAGES, SPELLINGS, ZIPPED, FileKind
from core.files.refusal import FileRefused
from core.files.signature import kind_of
from core.models import StoredFile

MAX_SIZE: Final = 25 * 1024 * 1024


class Upload(Protocol):
    """What a form gives: an open file that says its size."""

    @property
    def file(self) -> IO[bytes]: ...

    @property
    def size(self) -> int | None: ...


def intake(*, upload: Upload, kinds: frozenset[FileKind], name: str, max_size: int = MAX_SIZE) -> StoredFile:
    """Check a file and keep it privately.

    Effects: bytes on disk first, then the row: a row never names bytes that are not there.
    Errors: FileRefused with the reason in Spanish; nothing is kept then.
    """
    file = upload.file
    kind = examine(file=file, kinds=kinds, name=name, max_size=max_size)
    digest = store.digest_of(file)
    store.keep(file, digest)
    values = {"size": _size(file), "mime": kind.mime, "created_at": clock.now()}
    return StoredFile.objects.get_or_create(sha256=digest, defaults=values)[0]


def examine(*, file: IO[bytes], kinds: frozenset[FileKind], name: str, max_size: int = MAX_SIZE) -> FileKind:
    """Return what a file is, having looked at all of it; for what is kept elsewhere, as Wagtail's documents.

    Effects: none; the file is left anywhere. Errors: FileRefused with the reason in Spanish.
    """
    size = _size(file)
    if size == 0:
        raise FileRefused("El fichero está vacío.")
    if size > max_size:
        raise FileRefused(f"El fichero ocupa demasiado: el máximo son {max_size // (1024 * 1024)} MB.")
    kind = _kind(file, kinds, name)
    _check_inside(file, kind, size)
    return kind


def _size(file: IO[bytes]) -> int:
    return file.seek(0, 2)


def _kind(file: IO[bytes], kinds: frozenset[FileKind], name: str) -> FileKind:
    kind = kind_of(file, name)
    claimed = SPELLINGS.get(name.rpartition(".")[2].lower())
    if kind is None or (claimed is not None and claimed is not kind):
        raise FileRefused("El contenido del fichero no es del tipo que dice su nombre.")
    if kind not in kinds or claimed is None:
        allowed = ", ".join(sorted(kind.extension for kind in kinds))
        raise FileRefused(f"Este tipo de fichero no se admite. Se admiten: {allowed}.")
    return kind


def _check_inside(file: IO[bytes], kind: FileKind, size: int) -> None:
    if kind in IMAGES:
        check_image(file, kind)
    elif kind in ZIPPED:
        check_archive(file, kind, size)
