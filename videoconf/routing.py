"""Socket addresses of the rooms."""

from typing import Any

from django.urls import path

from videoconf.consumers import RoomConsumer

urlpatterns: list[Any] = [path("sala/<slug:key>/socket/", RoomConsumer.as_asgi())]
