"""What is said of a seal."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SealReport:
    """What a seal says."""

    ok: bool
    signer: str = ""
    covers_whole_file: bool = False
