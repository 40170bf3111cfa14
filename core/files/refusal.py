"""Why a file is not taken."""

from core.errors import Refused


class FileRefused(Refused):
    """The file is not taken; the reason is for the person who sent it. Nothing was kept."""
