"""Blocks of the pages' bodies, one family per file."""

from cms.blocks.body import BodyBlock

__all__ = ["BodyBlock"]
