"""The access table: every address and every socket message of the site, and who may use it."""

from django.conf import settings

from core.access import Row, consumer, include, url
from courses.rules import may_reach_answers
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
    url("ready", GET=anyone),
    url("core:file", GET=anyone),
    # Wagtail's own sign-in and the passwords of pages: both are off here, and stay shut.
    include("_util/", nobody),
    # --- people ---
    include("cuenta/", anyone),
    url("people:choose_entity", POST=signed_in),
    # Made by people, not by Wagtail: an account opened there would have no invitation and no audit row.
    include("admin/users/", nobody),
    # --- cms ---
    include("admin/", may_enter_admin),
    # Who may read each page, image or document is asked with it at hand: it is what says for whom it is.
    url("wagtail_serve", GET=anyone),
    url("cms:home", GET=anyone),
    url("cms:news", GET=anyone),
    url("cms:resources", GET=anyone),
    url("cms:accessibility", GET=anyone),
    url("cms:privacy", GET=anyone),
    url("cms:search", GET=anyone),
    url("cms:rendition", GET=anyone),
    url("cms:original", GET=anyone),
    url("cms:document", GET=anyone),
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
    # The view asks about the edition, the place or the lesson at hand; here is only who may knock.
    url("courses:programme", GET=anyone),
    url("courses:mine", GET=signed_in),
    url("courses:ask", POST=signed_in),
    url("courses:people", GET=signed_in),
    url("courses:place", GET=signed_in),
    url("courses:give_up", GET=signed_in, POST=signed_in),
    url("courses:accept", POST=signed_in),
    url("courses:answer", POST=may_reach_answers),
    url("courses:finish", POST=signed_in),
    url("courses:leave", POST=signed_in),
    url("courses:session", GET=signed_in),
    url("courses:attendance", GET=signed_in),
    url("courses:attendance_file", GET=signed_in),
    # --- demo ---
    *(DEMO if settings.DEMO_MODE else ()),
)
