"""The pages of a PDF that comes from outside, as pictures and text, drawn by a process of its own.

from core.pdf import PdfRefused, read_some

part = read_some(path=..., first=1, into=folder)   # raises PdfRefused(reason_es)
part.pages, part.drawn                              # how many it has; some of them, from `first` on
"""

from core.pdf.limits import MOST_BYTES, MOST_PAGES
from core.pdf.reading import Drawn, Part, PdfRefused, read_some

__all__ = ["MOST_BYTES", "MOST_PAGES", "Drawn", "Part", "PdfRefused", "read_some"]
