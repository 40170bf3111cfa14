"""The body of a page."""

from wagtail import blocks

from cms.blocks.faq import FaqBlock
from cms.blocks.lists import ChecklistBlock, StepsBlock
from cms.blocks.media import DownloadBlock, PictureBlock, VideoBlock
from cms.blocks.notes import NoteBlock
from cms.blocks.tables import TableBlock
from cms.blocks.text import PARAGRAPH_FEATURES, HeadingBlock, ParagraphBlock, QuoteBlock


class BodyBlock(blocks.StreamBlock):
    """Everything an editor can put in a page."""

    heading = HeadingBlock()
    paragraph = ParagraphBlock(features=PARAGRAPH_FEATURES)
    quote = QuoteBlock()
    steps = StepsBlock()
    checklist = ChecklistBlock()
    note = NoteBlock()
    table = TableBlock()
    faq = FaqBlock()
    image = PictureBlock()
    document = DownloadBlock()
    video = VideoBlock()

    class Meta:
        label = "Contenido"
        template = "cms/blocks/body.html"
