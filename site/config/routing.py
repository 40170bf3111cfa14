"""Addresses of the sockets, opened only from pages of the same host."""

from channels.auth import AuthMiddlewareStack
from channels.routing import URLRouter

from config.origin import SameOriginValidator
from videoconf.routing import urlpatterns

websocket = SameOriginValidator(AuthMiddlewareStack(URLRouter(urlpatterns)))
