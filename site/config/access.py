"""The access table: every address and every socket message of the site, and who may use it."""

from django.conf import settings

from core.access import Row, consumer, include, url
from people.rules import anyone, may_enter_admin, nobody, signed_in
from videoconf.rules import directs_the_room, is_admitted, is_in_the_room, may_exchange_media

DEMO: tuple[Row, ...] = (
    url("demo:enter", POST=anyone),
    url("demo:door", GET=anyone),
    url("demo:mailbox", GET=anyone),
    url("demo:mail", GET=anyone),
)

TABLE: tuple[Row, ...] = (
    url("alive", GET=anyone),
    # --- ui ---
    # Answers 404 outside the demo, whoever asks.
    url("gallery", GET=anyone),
    # --- core ---
    # --- people ---
    include("cuenta/", anyone),
    url("people:choose_entity", POST=signed_in),
    # Made by people, not by Wagtail: an account opened there would have no invitation and no audit row.
    include("admin/users/", nobody),
    # --- cms ---
    include("admin/", may_enter_admin),
    include("documentos/", anyone),
    url("wagtail_serve", GET=anyone),
    # --- videoconf ---
    # Whether she is admitted is asked by the view, as the socket asks it: with the room at hand.
    url("videoconf:room", GET=signed_in),
    url("videoconf:left", GET=signed_in),
    consumer(
        "videoconf.room",
        connect=is_admitted,
        hello=is_admitted,
        resume=is_admitted,
        join=is_admitted,
        ping=is_admitted,
        leave=is_in_the_room,
        chat=is_in_the_room,
        media=is_in_the_room,
        signal=may_exchange_media,
        end=directs_the_room,
    ),
    # --- courses ---
    # --- demo ---
    *(DEMO if settings.DEMO_MODE else ()),
)
