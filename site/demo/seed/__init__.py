"""Puts the fictitious province into the database. The same number gives the same province."""

from demo.seed.plan import seed_everything

__all__ = ["seed_everything"]
