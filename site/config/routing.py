"""Addresses of the sockets."""

from channels.auth import AuthMiddlewareStack
from channels.routing import URLRouter

from videoconf.routing import urlpatterns

websocket = AuthMiddlewareStack(URLRouter(urlpatterns))
