"""How picture and voice travel: from browser to browser, or through a media server when there is one."""

from django.conf import settings

from videoconf.media.backend import Line, MediaBackend, MediaDesk, NoMedia, NotAllowed
from videoconf.media.janus.backend import janus_backend
from videoconf.media.mesh import MeshBackend
from videoconf.media.relay import ice_servers

__all__ = ["Line", "MediaBackend", "MediaDesk", "NoMedia", "NotAllowed", "ice_servers", "media_backend"]
_mesh = MeshBackend()


def media_backend() -> MediaBackend:
    """Return the one that the settings choose: Janus when they hold its secret."""
    return janus_backend() if settings.JANUS_TOKEN_SECRET else _mesh
