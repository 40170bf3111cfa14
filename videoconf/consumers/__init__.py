"""The sockets of the rooms."""

from videoconf.consumers.echo import EchoConsumer
from videoconf.consumers.room import RoomConsumer

__all__ = ["EchoConsumer", "RoomConsumer"]
