"""Files that come from outside: what they are is read in their bytes, never in their name.

    from core.files import DOCUMENTS, FileRefused, intake

    stored = intake(upload=form_file, kinds=DOCUMENTS, name=form_file.name)   # raises FileRefused(reason_es)

Bytes are kept once, under their SHA-256, in settings.PRIVATE_ROOT. Who may open a file is said by the app
that refers to it: `core.files.openers.register(may_open)`, with `may_open(user, stored) -> bool`. With
`core.files.serving.answer(stored, name)` a view hands one out.
"""

from core.files.admission import examine, intake
from core.files.kinds import ARCHIVES, DOCUMENTS, EVERYTHING, IMAGES, FileKind
from core.files.opening import may_open, openers
from core.files.refusal import FileRefused
from core.files.store import path_of

__all__ = [
    "ARCHIVES",
    "DOCUMENTS",
    "EVERYTHING",
    "IMAGES",
    "FileKind",
    "FileRefused",
    "examine",
    "intake",
    "may_open",
    "openers",
    "path_of",
]
