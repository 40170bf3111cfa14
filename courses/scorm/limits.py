"""Limits of a package: a walk through a building brings 11,000 files, and none should fill the disk.

Everything is judged by the list of contents first. What the list declares is then tried against the bytes,
up to a budget, so that a package is judged in a moment; the rest is tried while it is unpacked.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, Final

from core.files.archives import MAX_RATIO, SMALL, check_name, declared_in
from core.files.refusal import FileRefused
from courses.scorm.refusal import PackageRefused

MAX_FILES: Final = 20_000
MAX_TOTAL: Final = 600 * 1024 * 1024
MAX_LIST: Final = 4 * 1024 * 1024
BUDGET: Final = 48 * 1024 * 1024
_PIECE: Final = 64 * 1024
_END: Final = b"PK\x05\x06"
DAMAGED: Final = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    EOFError,
    struct.error,
)


def check_end(file: IO[bytes]) -> None:
    """Read only the last record: a list of 100,000 files would take a second and 100 MB to load."""
    file.seek(0)
    if file.read(4) not in (b"PK\x03\x04", _END):
        raise PackageRefused("El fichero no es un zip.")
    declared = declared_in(file)
    if declared is None:
        raise PackageRefused("El zip está dañado o incompleto.")
    count, length = declared
    if count > MAX_FILES or length > MAX_LIST:
        raise PackageRefused(f"El paquete contiene más de {MAX_FILES} ficheros.")


def check_list(members: list[zipfile.ZipInfo], size: int) -> None:
    """Names, links, number and declared sizes."""
    if len(members) > MAX_FILES:
        raise PackageRefused(f"El paquete contiene más de {MAX_FILES} ficheros.")
    for member in members:
        _check_member(member)
    names = [member.filename.rstrip("/") for member in members]
    if len(set(names)) != len(names):
        raise PackageRefused("El paquete contiene dos ficheros con el mismo nombre.")
    total = sum(member.file_size for member in members)
    if total > MAX_TOTAL or (total > SMALL and total > size * MAX_RATIO):
        raise PackageRefused("El contenido del paquete ocupa demasiado al descomprimirlo.")
    _check_overlap(members)


def _check_member(member: zipfile.ZipInfo) -> None:
    try:
        check_name(member)
    except FileRefused as refused:
        raise PackageRefused(str(refused)) from refused
    if member.flag_bits & 0x1:
        raise PackageRefused("El paquete tiene contraseña. Súbelo sin ella.")
    # Compressing never makes a file grow but for a few bytes: one which declares less than it holds, lies.
    if member.compress_size > member.file_size + member.file_size // 64 + 64:
        raise PackageRefused("El paquete miente sobre el tamaño de sus ficheros.")


def _check_overlap(members: list[zipfile.ZipInfo]) -> None:
    """The same bytes counted as many files are how a small zip becomes terabytes."""
    end = 0
    for member in sorted(members, key=lambda member: member.header_offset):
        if member.header_offset < end:
            raise PackageRefused("El paquete cuenta los mismos datos como varios ficheros.")
        end = member.header_offset + 30 + member.compress_size


def check_bytes(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> None:
    """Try what was declared against the bytes, within the budget."""
    left = BUDGET
    for member in members:
        if member.file_size <= left:
            left -= member.file_size
            for _piece in pieces(archive, member):
                pass


def pieces(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The bytes of one file, never more than it declared: zipfile stops there and compares the sum."""
    real = 0
    try:
        with archive.open(member) as content:
            while piece := content.read(_PIECE):
                real += len(piece)
                yield piece
    except DAMAGED as error:
        raise PackageRefused(f"El fichero «{member.filename}» del paquete está dañado.") from error
    if real != member.file_size:
        raise PackageRefused("El paquete miente sobre el tamaño de sus ficheros.")
