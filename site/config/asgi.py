"""The door for HTTP and sockets: `uvicorn --app-dir site config.asgi:application`."""

import os

from channels.routing import ProtocolTypeRouter
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.embedded")
http = get_asgi_application()

from config.lifespan import lifespan  # noqa: E402  (needs the apps loaded)
from config.routing import websocket  # noqa: E402  (consumers need the apps loaded)

application = ProtocolTypeRouter({"http": http, "websocket": websocket, "lifespan": lifespan})
