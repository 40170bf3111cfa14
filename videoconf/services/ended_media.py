"""The media server holds no room that has ended."""

from asgiref.sync import async_to_sync

from videoconf.enums import RoomState
from videoconf.media import media_backend
from videoconf.models import Room


def close_ended_media() -> int:
    """Take out of the media server the rooms that ended; return how many.

    Effects: none on the database; what is not a room of ours is left alone. Errors: NoMedia.
    """
    backend = media_backend()
    kept = async_to_sync(backend.rooms)()
    ended = Room.objects.filter(key__in=kept, state=RoomState.ENDED).values_list("key", flat=True)
    gone = list(ended)
    if gone:
        async_to_sync(backend.destroy)(gone)
    return len(gone)
