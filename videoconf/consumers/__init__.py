"""The sockets of the rooms."""

from videoconf.consumers.room import RoomConsumer

__all__ = ["RoomConsumer"]
