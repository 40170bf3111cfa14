"""What travels on a room's socket, version 1: kinds, fields, types and lengths. Said in words in
`docs/protocolo-sala.md`; the page checks what it receives against the same table (`static/room/protocol.js`).
"""

import json
import math
import re
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Final

from videoconf.rules import IN_SESSION

VERSION: Final = 1
LONGEST_FRAME: Final = 64 * 1024
LONGEST_SDP: Final = 40 * 1024
DEEPEST: Final = 8
# NUL, which PostgreSQL cannot keep, and half characters, which no socket can carry to the others.
_UNSAYABLE: Final = re.compile("[\0\ud800-\udfff]")


class Close(IntEnum):
    """Why the server closes a socket."""

    NORMAL = 1000
    TOO_BIG = 1009
    FAILED = 1011
    MALFORMED = 4400
    SIGNED_OUT = 4401
    NOT_ADMITTED = 4403
    SLOW_READER = 4408
    MOVED = 4409
    ENDED = 4410
    SILENT = 4411
    REMOVED = 4412
    DENIED = 4413
    WITHDREW = 4414
    LINK_ENDED = 4415
    TOO_FAST = 4429


class Malformed(Exception):
    """A frame that is not a message of the protocol."""

    def __init__(self, code: str = "malformed") -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a message: its type, how long or big it may be, whether it may be missing or empty."""

    type: type
    longest: int = 0
    required: bool = True
    blank: bool = False
    most: int | None = None

    def accepts(self, value: Any) -> bool:
        """Whether a value has exactly this type (a boolean is no number) and is not too long."""
        if type(value) is not self.type:
            return False
        if isinstance(value, int) and self.most is not None:
            return 0 <= value <= self.most
        return not isinstance(value, str) or (not self.blank) <= len(value) <= self.longest


TOKEN = Field(str, 36)
FLAG = Field(bool)
NUMBER = Field(int)
# What she sends and what she receives: with a media server each is a link of its own.
LEGS: Final = ("out", "in")
SDP = Field(str, LONGEST_SDP)
LONGEST_LINE: Final = 1000
LONGEST_OPTION: Final = 100
MOST_OPTIONS: Final = 8
# Part of a line being written: from `at` on it reads `text`. With `at` 0 it is the whole line.
PIECE: Final = {"ref": TOKEN, "seq": NUMBER, "at": NUMBER, "text": Field(str, LONGEST_LINE, blank=True)}

INCOMING: Final[dict[str, dict[str, Field]]] = {
    "hello": {"v": NUMBER},
    "resume": {"v": NUMBER, "after": NUMBER},
    "join": {"peer": TOKEN, "video": FLAG, "microphone": FLAG, "camera": FLAG},
    "leave": {},
    "chat": {"text": Field(str, LONGEST_LINE), "ref": TOKEN},
    "typed": PIECE,
    "captioner": {"who": NUMBER, "on": FLAG},
    "caption": {"text": Field(str, LONGEST_LINE), "ref": TOKEN},
    "caption_typed": PIECE,
    "mark": {"text": Field(str, 200)},
    "poll_open": {"question": Field(str, 300), "options": Field(list), "anonymous": FLAG},
    "poll_vote": {"poll": NUMBER, "option": NUMBER},
    "poll_close": {"poll": NUMBER},
    "slide": {"deck": NUMBER, "page": NUMBER},
    "slide_stop": {},
    "media": {"microphone": FLAG, "camera": FLAG},
    "picture": {"on": FLAG},
    "signal": {"to": NUMBER, "peer": TOKEN, "data": Field(dict)},
    "publish": {"leg": NUMBER, "sdp": SDP},
    "subscribe": {"leg": NUMBER, "video": FLAG},
    "answer": {"leg": NUMBER, "sdp": SDP},
    "trickle": {"of": TOKEN, "leg": NUMBER, "data": Field(dict)},
    "layer": {"who": NUMBER, "height": NUMBER},
    # What a page measured of its own line. Nobody loses more than a thousand in a thousand.
    "stats": {"rtt": Field(int, most=60_000), "lost": Field(int, most=1000), "kbps": Field(int, most=10**7)},
    "admit": {"who": Field(int, required=False)},
    "deny": {"who": NUMBER},
    "hand": {"up": FLAG},
    "floor_grant": {"who": NUMBER},
    "floor_end": {"who": NUMBER},
    "mute": {"who": NUMBER, "what": TOKEN, "on": FLAG},
    "remove": {"who": NUMBER},
    "lock": {"on": FLAG},
    "promote": {"who": NUMBER, "on": FLAG},
    "phase": {"to": TOKEN},
    "ping": {"t": Field(int, required=False)},
    "end": {},
}
# Fields that take one of a few words.
_CHOICES: Final[dict[str, tuple[str, frozenset[str]]]] = {
    "mute": ("what", frozenset({"microphone", "camera"})),
    "phase": ("to", IN_SESSION),
}


def read(frame: str) -> dict[str, Any]:
    """Return the message of a frame. Errors: Malformed with the code that is answered."""
    try:
        message = json.loads(frame)
    except (ValueError, RecursionError) as error:
        raise Malformed from error
    if not isinstance(message, dict) or not isinstance(message.get("kind"), str) or not _sayable(message):
        raise Malformed
    fields = INCOMING.get(message["kind"])
    if fields is None:
        raise Malformed("unknown_kind")
    if not _fits(message, fields):
        raise Malformed
    return message


def _sayable(value: Any, depth: int = 0) -> bool:
    """Whether it can be kept and passed on to other pages: a signal carries what one page says to another."""
    match value:
        case str():
            return not _UNSAYABLE.search(value)
        case float():
            return math.isfinite(value)
        case dict():
            return depth < DEEPEST and all(
                _sayable(each, depth + 1) for pair in value.items() for each in pair
            )
        case list():
            return depth < DEEPEST and all(_sayable(each, depth + 1) for each in value)
    return True


def _fits(message: dict[str, Any], fields: dict[str, Field]) -> bool:
    known = {name: value for name, value in message.items() if name != "kind"}
    if set(known) - set(fields):
        return False
    missing = {name for name, field in fields.items() if field.required} - set(known)
    return (
        not missing and all(fields[name].accepts(value) for name, value in known.items()) and _sound(message)
    )


def _sound(message: dict[str, Any]) -> bool:
    """Whether the few fields with an inside of their own are well formed."""
    if message["kind"] in ("hello", "resume"):
        return bool(message["v"] == VERSION and message.get("after", 0) >= 0)
    if message["kind"] in ("chat", "caption", "mark"):
        return bool(message["text"].strip())
    if message["kind"] in ("typed", "caption_typed"):
        return message["seq"] >= 0 and 0 <= message["at"] <= LONGEST_LINE - len(message["text"])
    if message["kind"] == "signal":
        return _is_signal(message["data"])
    if message["kind"] == "poll_open":
        return bool(message["question"].strip()) and _are_options(message["options"])
    if message["kind"] in _CHOICES:
        field, choices = _CHOICES[message["kind"]]
        return message[field] in choices
    if message["kind"] == "trickle":
        return message["of"] in LEGS and _is_candidate(message["data"])
    return True


def _are_options(options: list[Any]) -> bool:
    """Whether these may be the answers of a poll: a few texts, none blank, each one different."""
    if not all(type(option) is str and len(option) <= LONGEST_OPTION for option in options):
        return False
    texts = {option.strip() for option in options}
    return 2 <= len(options) <= MOST_OPTIONS and len(texts) == len(options) and "" not in texts


def _is_signal(data: dict[str, Any]) -> bool:
    if set(data) == {"description"}:
        inside = data["description"]
        return (
            isinstance(inside, dict)
            and set(inside) == {"type", "sdp"}
            and inside["type"] in ("offer", "answer")
            and isinstance(inside["sdp"], str)
            and len(inside["sdp"]) <= LONGEST_SDP
        )
    return _is_candidate(data)


def _is_candidate(data: dict[str, Any]) -> bool:
    return set(data) == {"candidate"} and (data["candidate"] is None or isinstance(data["candidate"], dict))
