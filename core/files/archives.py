"""Limits of zip files, office documents included: they are zips."""

import re
import stat
import struct
import zipfile
from collections.abc import Iterator
from typing import IO, Final

from core.files.kinds import ARCHIVES, FileKind
from core.files.refusal import FileRefused

MAX_MEMBERS: Final = 2_000
MAX_DEPTH: Final = 16
# Of the list of contents alone: names and sizes.
MAX_LIST: Final = 1024 * 1024
MAX_TOTAL: Final = 200 * 1024 * 1024
MAX_RATIO: Final = 100
# Below this a high ratio is normal: a page of spaces, an empty sheet.
SMALL: Final = 1024 * 1024
# Control characters, and the marks that make `fdp.exe` read as `exe.pdf`.
_DECEIVING: Final = re.compile("[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_MACROS: Final = re.compile(r"(?:^|/)vbaProject\.bin$|^(?:Basic|Scripts)/", re.I)
_DOCTYPE: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.I)
_END: Final = b"PK\x05\x06"
_LARGE: Final = b"PK\x06\x06"
_LARGE_IS_THERE: Final = b"PK\x06\x07"
# The last record of a zip with the longest comment, and those of a large one before it.
_TAIL: Final = 22 + 65_535 + 76
_NESTED: Final = (b"PK\x03\x04", b"7z\xbc\xaf", b"Rar!", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")


def check_archive(file: IO[bytes], kind: FileKind, size: int) -> None:
    """Refuse a zip that deceives or explodes, reading it in pieces and never unpacking it."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            _check_list(members, size)
            for member in members:
                _check_member(archive, member, kind)
    except FileRefused:
        raise
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, ValueError, EOFError) as error:
        raise FileRefused("El fichero está dañado o incompleto.") from error
    except zipfile.zlib.error as error:  # type: ignore[attr-defined]
        raise FileRefused("El fichero está dañado o incompleto.") from error


def declared_in(file: IO[bytes]) -> tuple[int, int] | None:
    """Read how many files a zip says it holds and how many bytes its list takes; None without an end.

    Only the last records are read: to load a list of a million files takes seconds and hundreds of MB.
    """
    size = file.seek(0, 2)
    file.seek(max(0, size - _TAIL))
    tail = file.read()
    place = tail.rfind(_END)
    if place < 0 or len(tail) < place + 22:
        return None
    # The library believes the record of a large zip, whatever the last one says.
    large = tail[place - 76 : place] if place >= 76 else b""
    if large.startswith(_LARGE) and large[56:60] == _LARGE_IS_THERE:
        return struct.unpack("<QQ", large[32:48])
    return struct.unpack("<HI", tail[place + 10 : place + 16])


def check_end(file: IO[bytes]) -> None:
    """Refuse a zip by the length of its list, before anybody loads it."""
    count, length = declared_in(file) or (0, 0)
    if count > MAX_MEMBERS or length > MAX_LIST:
        raise FileRefused(f"El fichero comprimido contiene más de {MAX_MEMBERS} ficheros.")


def _check_list(members: list[zipfile.ZipInfo], size: int) -> None:
    if len(members) > MAX_MEMBERS:
        raise FileRefused(f"El fichero comprimido contiene más de {MAX_MEMBERS} ficheros.")
    names = [member.filename.casefold() for member in members]
    if len(set(names)) != len(names):
        raise FileRefused("El fichero comprimido contiene dos ficheros con el mismo nombre.")
    total = sum(member.file_size for member in members)
    if total > MAX_TOTAL or (total > SMALL and total > size * MAX_RATIO):
        raise FileRefused("El contenido del fichero comprimido ocupa demasiado.")


def _check_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, kind: FileKind) -> None:
    check_name(member)
    if member.flag_bits & 0x1:
        raise FileRefused("El fichero tiene contraseña. Envíalo sin ella.")
    if kind not in ARCHIVES and _MACROS.search(member.filename):
        raise FileRefused("El documento lleva macros. Guárdalo sin ellas y envíalo de nuevo.")
    real = 0
    for number, piece in enumerate(_pieces(archive, member)):
        real += len(piece)
        if number == 0:
            _check_beginning(member, piece, kind)
    if real != member.file_size:
        raise FileRefused("El fichero comprimido miente sobre su tamaño.")


def check_name(member: zipfile.ZipInfo) -> None:
    """Refuse a name that leaves its folder, deceives the eye or is a link."""
    # orig_filename: `filename` is what the library has already cut at a NUL.
    name = member.orig_filename
    parts = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or ".." in parts or re.match(r"[A-Za-z]:", name) or "\\" in name:
        raise FileRefused("El fichero comprimido contiene una ruta no permitida.")
    if _DECEIVING.search(name):
        raise FileRefused("El fichero comprimido contiene un nombre engañoso.")
    if len(parts) > MAX_DEPTH or len(name) > 255:
        raise FileRefused("El fichero comprimido tiene carpetas demasiado profundas.")
    if stat.S_ISLNK(member.external_attr >> 16):
        raise FileRefused("El fichero comprimido contiene un enlace a otro fichero.")


def _pieces(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    # zipfile stops at the declared size and checks the CRC there, so a lie about the size fails as damage.
    with archive.open(member) as content:
        yield from iter(lambda: content.read(64 * 1024), b"")


def _check_beginning(member: zipfile.ZipInfo, piece: bytes, kind: FileKind) -> None:
    if kind in ARCHIVES:
        office = member.filename.lower().endswith((".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp"))
        if piece.startswith(_NESTED) and not office:
            raise FileRefused("El fichero comprimido contiene otro fichero comprimido.")
    elif member.filename.lower().endswith((".xml", ".rels")) and _DOCTYPE.search(piece):
        raise FileRefused("El documento contiene una definición que no se admite.")
