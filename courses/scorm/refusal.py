"""Why a package is not taken, in words that an editor reads."""


class PackageRefused(Exception):
    """One reason, in Spanish."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
