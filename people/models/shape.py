"""How a town hall is drawn on the map of the province."""

from django.db import models

from people.models.entity import LocalEntity

# The sheet every shape is drawn on: left, top, width and height.
VIEW_BOX = "0 0 1000 760"


class EntityShape(models.Model):
    """The outline of one territory and where its name goes. Bodies without land have none."""

    # No page, image or document is quoted here: Wagtail need not write down its references at each save.
    wagtail_reference_index_ignore = True
    entity = models.OneToOneField(
        LocalEntity, models.CASCADE, related_name="shape", verbose_name="entidad local"
    )
    path = models.TextField("contorno")
    label_x = models.SmallIntegerField("rótulo, a la derecha")
    label_y = models.SmallIntegerField("rótulo, hacia abajo")

    class Meta:
        verbose_name = "contorno"
        verbose_name_plural = "contornos"

    def __str__(self) -> str:
        return f"Contorno de {self.entity_id}"
