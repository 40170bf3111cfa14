"""A whole course on paper: its lessons as one person follows them."""

from courses.services.booklet.keeping import booklet_of, size_kept

__all__ = ["booklet_of", "size_kept"]
