"""The verbs of contents."""

from cms.services.acts import note_editorial_act
from cms.services.editorial import install_editorial_team
from cms.services.site import install_site
from cms.services.uploads import check_document, clean_picture

__all__ = ["check_document", "clean_picture", "install_editorial_team", "install_site", "note_editorial_act"]
