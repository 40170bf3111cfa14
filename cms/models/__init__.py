"""Pages, images and documents."""

from cms.models.base import BasePage
from cms.models.media import ConcejoDocument, ConcejoImage, ConcejoRendition
from cms.models.pages import HomePage, NewsPage, ResourcePage, SectionPage

__all__ = [
    "BasePage",
    "ConcejoDocument",
    "ConcejoImage",
    "ConcejoRendition",
    "HomePage",
    "NewsPage",
    "ResourcePage",
    "SectionPage",
]
