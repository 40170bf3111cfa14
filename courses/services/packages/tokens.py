"""The signed addresses of a launch: one that opens the files, another that saves what the package says.

A package reads both, since it runs beside the player: so each opens only what that launch may anyway.
"""

from dataclasses import asdict, dataclass
from typing import Any, Final

from django.core import signing

HOURS: Final = 12
_FILES: Final = "courses.packages.files"
_COMMITS: Final = "courses.packages.commits"


class TokenExpired(Exception):
    """It was ours, and is too old. `stated` is what it said."""

    def __init__(self, stated: dict[str, Any]) -> None:
        super().__init__()
        self.stated = stated


class TokenRefused(Exception):
    """It is not ours, or was changed."""


@dataclass(frozen=True, slots=True)
class Launch:
    """What the packages' host needs to know, without asking who looks: it has no session."""

    package: int
    digest: str
    part: int
    # Where the site is, for this person: only it may frame the player and hear from it.
    origin: str
    # Where one goes back to from a page that has expired.
    back: str
    person: int
    # 0 when somebody only looks: nothing is saved.
    attempt: int
    opened: int

    def token(self) -> str:
        """Return it signed."""
        return signing.dumps(asdict(self), salt=_FILES, compress=True)

    def commits(self) -> str:
        """Return the signed right to save in its attempt, as its person."""
        said = {"attempt": self.attempt, "person": self.person, "opened": self.opened}
        return signing.dumps(said, salt=_COMMITS)


@dataclass(frozen=True, slots=True)
class Writing:
    """Whose attempt may be written, and since when."""

    attempt: int
    person: int
    opened: int


def read_launch(token: str) -> Launch:
    """Return the launch of an address of the packages' host. Errors: TokenExpired, TokenRefused."""
    return Launch(**_read(token, _FILES))


def read_writing(token: str) -> Writing:
    """Return what an address to save in allows. Errors: TokenExpired, TokenRefused."""
    return Writing(**_read(token, _COMMITS))


def _read(token: str, salt: str) -> dict[str, Any]:
    try:
        stated: dict[str, Any] = signing.loads(token, salt=salt, max_age=HOURS * 3600)
    except signing.SignatureExpired:
        raise TokenExpired(signing.loads(token, salt=salt)) from None
    except (signing.BadSignature, ValueError):
        raise TokenRefused from None
    return stated
