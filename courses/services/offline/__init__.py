"""A course kept in the browser to be read without a line, and what was done meanwhile."""

from courses.services.offline.arriving import keep_what_was_done
from courses.services.offline.copying import Copy, copy_of

__all__ = ["Copy", "copy_of", "keep_what_was_done"]
