"""Secrets never reach the logs: the last processor before a line is written (settings/logs.py)."""

import re
from collections.abc import Mapping, MutableMapping
from typing import Any, Final

HIDDEN: Final = "[oculto]"
_SECRET_KEYS: Final = re.compile(
    r"passw|contrase|clave|secret|token|cookie|csrf|otp|authori[sz]ation|session|recovery|salt|acting"
    r"|api_?key|signature|(?:^|_)(?:code|codigo|pin)$",
    re.I,
)
_SECRET_TEXTS: Final = (
    # A parameter of an address, or of a form as logged by a library.
    re.compile(
        r"(?P<keep>(?:passw\w*|token|code|codigo|key|secret|signature|sig|acting|session\w*|csrf\w*)"
        r"[\"']?\s*[=:]\s*[\"']?)[^\s&;,\"']+",
        re.I,
    ),
    re.compile(r"(?P<keep>\b(?:Bearer|Basic)\s+)\S+", re.I),
    # What Django signs: value:time:signature.
    re.compile(r"(?P<keep>)[\w.\-]+:[A-Za-z0-9]{6}:[\w\-]{27,}"),
    # The long part of a link that lets in whoever has it: letters and digits mixed, no words between hyphens.
    re.compile(
        r"(?P<keep>/)(?=[A-Za-z_\-]*\d)(?=[\d_\-]*[A-Za-z])[A-Za-z0-9_]{16,}(?:-[A-Za-z0-9_\-]*)?(?=[/?\s]|$)"
    ),
    re.compile(r"(?P<keep>/invitacion/)[^/\s?]+"),
)


def redact(logger: Any, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Hide passwords, tokens, cookies, codes and signed links in a line, at any depth."""
    for key, value in event.items():
        event[key] = _clean(key, value)
    return event


def _clean(key: str, value: Any) -> Any:
    # A number under "code" is the status of an answer, not somebody's code.
    if _SECRET_KEYS.search(key) and not isinstance(value, bool | int | float | None):
        return HIDDEN
    if isinstance(value, Mapping):
        return {name: _clean(str(name), item) for name, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_clean("", item) for item in value]
    return clean_text(value) if isinstance(value, str) else value


def clean_text(text: str) -> str:
    """Hide what looks like a secret inside a text."""
    for pattern in _SECRET_TEXTS:
        text = pattern.sub(lambda found: f"{found['keep']}{HIDDEN}", text)
    return text
