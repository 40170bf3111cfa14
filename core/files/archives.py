"""Limits of zip files, office documents included: they are zips."""

import re
import stat
import zipfile
from collections.abc import Iterator
from typing import IO, Final

from core.files.kinds import ARCHIVES, FileKind
from core.files.refusal import FileRefused

MAX_MEMBERS: Final = 2_000
MAX_DEPTH: Final = 16
MAX_TOTAL: Final = 200 * 1024 * 1024
MAX_RATIO: Final = 100
# Below this a high ratio is normal: a page of spaces, an empty sheet.
SMALL: Final = 1024 * 1024
# Control characters, and the marks that make `fdp.exe` read as `exe.pdf`.
_DECEIVING: Final = re.compile("[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_MACROS: Final = re.compile(r"(?:^|/)vbaProject\.bin$|^(?:Basic|Scripts)/", re.I)
_DOCTYPE: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.I)
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
