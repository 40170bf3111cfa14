"""Slides: a PDF made into pictures to show them in a room, all the pages in step."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from core.models import StoredFile
from videoconf.enums import DeckState, RetentionClass
from videoconf.models.room import Room
from videoconf.querysets import SlideDeckQuerySet


class SlideDeck(models.Model):
    """One PDF of one room. While it is shown, `shown` is the page that everybody sees."""

    # Wagtail's index of references is for contents; a row of work would queue a task at each save.
    wagtail_reference_index_ignore = True
    # With what it is erased when the term comes, and where its room is (`services.purging`).
    goes_with = (RetentionClass.WORDS, "room")
    room = models.ForeignKey(Room, models.CASCADE, related_name="decks", verbose_name="sala")
    title = models.CharField("título", max_length=200)
    source = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="PDF")
    state = models.CharField("estado", max_length=8, choices=DeckState.choices, default=DeckState.READING)
    # Why it was not taken, for the person who brought it.
    reason = models.CharField("por qué no vale", max_length=200, blank=True)
    # How many it has; zero until the first one is read.
    pages = models.PositiveSmallIntegerField("páginas", default=0)
    shown = models.PositiveSmallIntegerField("la que se muestra", null=True, blank=True)
    # The furthest that was shown: whoever does not direct may ask for no more than the next one.
    furthest = models.PositiveSmallIntegerField("hasta cuál se ha mostrado", default=0)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="quién las trajo"
    )
    added_at = models.DateTimeField("traídas")

    objects = SlideDeckQuerySet.as_manager()

    class Meta:
        ordering = ["added_at", "pk"]
        verbose_name = "diapositivas de sala"
        verbose_name_plural = "diapositivas de sala"
        constraints = [
            models.UniqueConstraint(
                fields=["room"], condition=Q(shown__isnull=False), name="one_deck_shown_in_a_room"
            ),
            models.UniqueConstraint(fields=["room", "source"], name="a_pdf_once_in_a_room"),
            models.CheckConstraint(
                condition=Q(shown__isnull=True)
                | Q(state=DeckState.READY, shown__gte=1, shown__lte=F("pages"), furthest__gte=F("shown")),
                name="only_a_page_that_is_there_is_shown",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Slide(models.Model):
    """One page: its picture, and its words for who does not see it."""

    # Wagtail's index of references is for contents; a row of work would queue a task at each save.
    wagtail_reference_index_ignore = True
    deck = models.ForeignKey(SlideDeck, models.CASCADE, related_name="slides", verbose_name="diapositivas")
    page = models.PositiveSmallIntegerField("página")
    picture = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="imagen")
    width = models.PositiveSmallIntegerField("ancho")
    height = models.PositiveSmallIntegerField("alto")
    text = models.TextField("lo que dice", max_length=2000, blank=True)

    class Meta:
        ordering = ["page"]
        verbose_name = "diapositiva"
        verbose_name_plural = "diapositivas"
        constraints = [models.UniqueConstraint(fields=["deck", "page"], name="one_slide_each_page")]

    def __str__(self) -> str:
        return f"{self.deck_id}/{self.page}"
