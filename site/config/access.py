"""The access table: every address and every socket message of the site, and who may use it."""

from django.conf import settings

from core.access import Row, include, url
from people.rules import anyone, may_enter_admin

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
    # --- cms ---
    include("admin/", may_enter_admin),
    include("documentos/", anyone),
    url("wagtail_serve", GET=anyone),
    # --- videoconf ---
    # --- courses ---
    # --- demo ---
    *(DEMO if settings.DEMO_MODE else ()),
)
