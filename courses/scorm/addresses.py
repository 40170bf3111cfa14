"""From what a manifest writes to the address of a file inside the package."""

import posixpath
import re
from typing import Final
from urllib.parse import unquote

from courses.scorm.refusal import PackageRefused

_SCHEME: Final = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//)", re.I)


def joined(*parts: str) -> str:
    """Bases and address one after another; a base is a folder, with or without its last bar."""
    whole = ""
    for part in (part.strip().replace("\\", "/") for part in parts):
        if _SCHEME.match(part):
            whole = part
        elif part:
            whole = f"{whole.rstrip('/')}/{part}" if whole else part
    return whole


def inside(address: str) -> str:
    """The same address without detours, or why it is no place inside the package."""
    if _SCHEME.match(address):
        raise PackageRefused(f"«{address}» está fuera del paquete: solo se abren sus propios ficheros.")
    path, mark, rest = _cut(address)
    plain = unquote(path).replace("\\", "/")
    short = posixpath.normpath(path)
    climbs = posixpath.normpath(plain).split("/")[0] == ".."
    if climbs or plain.startswith("/") or short == "." or "\x00" in plain:
        raise PackageRefused(f"«{address}» no es una ruta dentro del paquete.")
    return short + mark + rest


def file_of(address: str, names: frozenset[str]) -> str | None:
    """The file that answers to the address: as written, or with its percent signs undone."""
    path, _, _ = _cut(address)
    return next((name for name in (path, unquote(path)) if name in names), None)


def path_of(address: str) -> str:
    """The address without its question and its fragment."""
    return _cut(address)[0]


def with_parameters(address: str, parameters: str) -> str:
    """The address with the parameters of its item, as the standard of 2004 joins them."""
    wanted = parameters.strip().lstrip("?&")
    if not wanted or (wanted.startswith("#") and "#" in address):
        return address
    if wanted.startswith("#"):
        return address + wanted
    path, mark, fragment = address.partition("#")
    return f"{path}{'&' if '?' in path else '?'}{wanted}{mark}{fragment}"


def _cut(address: str) -> tuple[str, str, str]:
    found = re.search(r"[?#]", address)
    if not found:
        return address, "", ""
    return address[: found.start()], found.group(), address[found.end() :]
