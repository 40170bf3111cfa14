"""Own image, rendition and document models: each with an audience and an address of ours."""

from typing import Any

from django.db import models
from django.urls import reverse
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition

from cms.enums import Audience


class ConcejoImage(AbstractImage):
    """An image; decorative ones have an empty description on purpose."""

    audience = models.CharField(
        "quién puede verla", max_length=12, choices=Audience.choices, default=Audience.COUNCILS
    )
    admin_form_fields = (
        "title",
        "description",
        "file",
        "collection",
        "tags",
        "audience",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = "imagen"
        verbose_name_plural = "imágenes"


class ConcejoRendition(AbstractRendition):
    """A size of an image; served under the same rule as the image."""

    image = models.ForeignKey(ConcejoImage, models.CASCADE, related_name="renditions")

    class Meta:
        verbose_name = "tamaño de imagen"
        verbose_name_plural = "tamaños de imagen"
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="rendition_once")
        ]

    @property
    def url(self) -> str:
        """Return the address of the serving view; the name changes with the file."""
        return reverse("cms:rendition", args=[self.pk, self.file.name.rpartition("/")[2]])


class ConcejoDocument(AbstractDocument):
    """A document; handed out only by the serving view."""

    audience = models.CharField(
        "quién puede abrirlo", max_length=12, choices=Audience.choices, default=Audience.COUNCILS
    )
    admin_form_fields = ("title", "file", "collection", "tags", "audience")

    class Meta(AbstractDocument.Meta):
        verbose_name = "documento"
        verbose_name_plural = "documentos"

    @property
    def url(self) -> str:
        """Return the address of the serving view."""
        return reverse("cms:document", args=[self.pk, self.filename])

    def as_fact(self) -> dict[str, Any]:
        """Return what a link to it says: what it is and how much it weighs."""
        return {"kind": self.file_extension.upper(), "bytes": self.get_file_size()}
