"""Blocks of the pages' bodies, one family per file."""

from cms.blocks.body import BodyBlock
from cms.blocks.content import from_content

__all__ = ["BodyBlock", "from_content"]
