"""Bytes kept once, under their SHA-256, where no web server looks."""

import os
import shutil
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import IO, Final

from django.conf import settings

PIECE: Final = 1024 * 1024


def path_of(digest: str) -> Path:
    """Return where the bytes of this SHA-256 are."""
    return Path(settings.PRIVATE_ROOT) / "by-sha256" / digest[:2] / digest[2:4] / digest


def digest_of(file: IO[bytes]) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    file.seek(0)
    total = sha256()
    for piece in iter(lambda: file.read(PIECE), b""):
        total.update(piece)
    return total.hexdigest()


def keep(file: IO[bytes], digest: str) -> Path:
    """Write the bytes under their name, whole or not at all; a second time costs nothing.

    Written beside, forced to disk, then renamed: killed at any step, what stays has the right name and
    content or is a `.part` that nobody refers to.
    """
    place = path_of(digest)
    if place.exists():
        return place
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, draft = tempfile.mkstemp(dir=place.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(descriptor, "wb") as target:
            file.seek(0)
            shutil.copyfileobj(file, target, PIECE)
            target.flush()
            os.fsync(target.fileno())
        Path(draft).rename(place)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    _sync_folder(place.parent)
    return place


def _sync_folder(folder: Path) -> None:
    # Without this a power cut may forget the rename.
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
