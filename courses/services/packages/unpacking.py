"""The files of a package on disk: whole, or not there."""

import errno
import os
import shutil
import tempfile
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from django.conf import settings

from courses.scorm import limits
from courses.scorm.refusal import PackageRefused

PIECE: Final = 1024 * 1024
DRAFT: Final = ".part-"
A_DAY: Final = 86_400


def root() -> Path:
    """Return where packages live: nowhere that a web server publishes."""
    return Path(settings.PRIVATE_ROOT) / "packages"


@dataclass(frozen=True, slots=True)
class Draft:
    """The files of a zip, whole, where nobody looks yet."""

    folder: Path
    files: int
    size: int


def new_folder(digest: str, key: int) -> Path:
    """Return the folder of a package that comes now, by the SHA-256 of its zip and its key.

    The key is given once: whoever takes a package out never takes the files of the same zip brought again.
    """
    return root() / f"{digest}-{key}"


def folder_of(digest: str, key: int) -> Path:
    """Return where a package's files are: what was kept before folders had a key is where it was."""
    place, before = new_folder(digest, key), root() / digest
    return before if before.is_dir() and not place.is_dir() else place


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a zip, read piece by piece."""
    total = sha256()
    with path.open("rb") as file:
        for piece in iter(lambda: file.read(PIECE), b""):
            total.update(piece)
    return total.hexdigest()


@contextmanager
def unpacked(path: Path) -> Iterator[Draft]:
    """Write the files of an inspected zip; give them to be settled, and drop them if they are not.

    Killed at any step, there is a whole folder under its name or a draft that nobody looks at and the next
    upload sweeps away. Errors: PackageRefused when the bytes are not what the list of contents said.
    """
    root().mkdir(parents=True, exist_ok=True, mode=0o700)
    _sweep()
    folder = Path(tempfile.mkdtemp(dir=root(), prefix=DRAFT))
    try:
        files, size = _write(path, folder)
        os.sync()
        yield Draft(folder, files, size)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def settle(draft: Draft, place: Path) -> None:
    """Give a draft its name. Call it in the transaction that writes the row."""
    try:
        draft.folder.rename(place)
    except OSError:
        # A transaction that was lost left the same files under the same key: they are as good.
        if not place.is_dir():
            raise


def remove(place: Path) -> None:
    """Take the files away: out of the way first, so that nobody meets half a package."""
    if place.exists():
        aside = Path(tempfile.mkdtemp(dir=root(), prefix=DRAFT))
        place.rename(aside / "old")
        shutil.rmtree(aside)


def _write(path: Path, draft: Path) -> tuple[int, int]:
    files = size = 0
    with zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            if not member.is_dir():
                size += _write_one(archive, member, draft)
                files += 1
            if size > limits.MAX_TOTAL:
                raise PackageRefused("El contenido del paquete ocupa demasiado al descomprimirlo.")
    return files, size


def _write_one(archive: zipfile.ZipFile, member: zipfile.ZipInfo, draft: Path) -> int:
    place = (draft / member.filename).resolve()
    # The inspection refused such names already; a second lock costs nothing.
    if not place.is_relative_to(draft.resolve()):
        raise PackageRefused("El fichero comprimido contiene una ruta no permitida.")
    size = 0
    try:
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # A new file with no right to run, whatever the zip says of it; never through a link.
        descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    except (FileExistsError, NotADirectoryError, IsADirectoryError) as error:
        raise PackageRefused("El paquete contiene dos ficheros con el mismo nombre.") from error
    except OSError as error:
        if error.errno != errno.ENAMETOOLONG:
            raise
        raise PackageRefused("El paquete contiene un nombre de fichero demasiado largo.") from error
    with os.fdopen(descriptor, "wb") as file:
        for piece in limits.pieces(archive, member):
            size += file.write(piece)
    return size


def _sweep() -> None:
    """Drop what an upload that was killed left half done."""
    for draft in root().glob(f"{DRAFT}*"):
        if time.time() - draft.stat().st_mtime > A_DAY:
            shutil.rmtree(draft, ignore_errors=True)
