"""Where a package is read from: a zip, or the folder where somebody unpacked it."""

import os
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Protocol

from courses.scorm import limits
from courses.scorm.refusal import PackageRefused

MAX_MANIFEST: Final = 4 * 1024 * 1024


class Source(Protocol):
    """The names of the files, and the bytes of one of them."""

    names: frozenset[str]

    def read(self, name: str) -> bytes:
        """All of one small file."""


class ZipSource:
    """A zip, judged before it is read."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with path.open("rb") as file:
            limits.check_end(file)
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            limits.check_list(members, path.stat().st_size)
            limits.check_bytes(archive, members)
            self.names = frozenset(member.filename for member in members if not member.is_dir())

    def read(self, name: str) -> bytes:
        with zipfile.ZipFile(self._path) as archive:
            member = archive.getinfo(name)
            _check_manifest(member.file_size)
            return b"".join(limits.pieces(archive, member))


class FolderSource:
    """A folder; links are refused, as in a zip."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.names = frozenset(_walk(path))

    def read(self, name: str) -> bytes:
        file = self._path / name
        if not stat.S_ISREG(file.lstat().st_mode):
            raise PackageRefused(f"«{name}» no es un fichero corriente.")
        _check_manifest(file.stat().st_size)
        return file.read_bytes()


def _check_manifest(size: int) -> None:
    if size > MAX_MANIFEST:
        raise PackageRefused("El fichero imsmanifest.xml ocupa más de 4 MB.")


def _walk(root: Path) -> Iterator[str]:
    seen = 0
    for folder, folders, files in os.walk(root):
        for name in (*folders, *files):
            seen += 1
            inside = Path(folder, name)
            if inside.is_symlink():
                raise PackageRefused(f"El paquete contiene un enlace: «{inside.relative_to(root)}».")
            if seen > limits.MAX_FILES:
                raise PackageRefused(f"El paquete contiene más de {limits.MAX_FILES} ficheros.")
        yield from (Path(folder, name).relative_to(root).as_posix() for name in files)


def opened(path: Path) -> Source:
    """The package at that path, or the reason why it is not read."""
    try:
        if path.is_dir():
            return FolderSource(path)
        if not path.exists():
            raise PackageRefused("No hay ningún fichero ni carpeta en esa ruta.")
        if not path.is_file():
            raise PackageRefused("La ruta no es un fichero ni una carpeta.")
        return ZipSource(path)
    except limits.DAMAGED as error:
        raise PackageRefused("El paquete está dañado o no se puede leer.") from error
