"""Slides of a room: brought, made into pictures, shown to everybody at once."""

from videoconf.services.slides.bringing import add_slides, remove_slides
from videoconf.services.slides.reading import read_next
from videoconf.services.slides.showing import close_slides_of, show_slide, slide_on_the_wire, stop_slides
from videoconf.services.slides.standing import directs_now, seen_slide

__all__ = [
    "add_slides",
    "close_slides_of",
    "directs_now",
    "read_next",
    "remove_slides",
    "seen_slide",
    "show_slide",
    "slide_on_the_wire",
    "stop_slides",
]
