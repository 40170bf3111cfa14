"""Socket addresses of the rooms."""

from typing import Any

from django.urls import path

from videoconf.consumers import EchoConsumer, RoomConsumer

urlpatterns: list[Any] = [
    path("sala/probar/socket/", EchoConsumer.as_asgi()),
    path("sala/<slug:key>/socket/", RoomConsumer.as_asgi()),
]
