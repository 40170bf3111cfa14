"""The tenant: a local entity."""

from django.db import models

from people.enums import EntityKind
from people.querysets import LocalEntityQuerySet


class LocalEntity(models.Model):
    """A local entity (*entidad local*, Ley 7/1985 art. 3); the Diputación is one too."""

    kind = models.CharField(
        "clase", max_length=16, choices=EntityKind.choices, default=EntityKind.MUNICIPALITY
    )
    name = models.CharField("nombre", max_length=120)
    slug = models.SlugField("dirección", max_length=120, unique=True)
    ine_code = models.CharField("código INE", max_length=11, unique=True)
    dir3_code = models.CharField("código DIR3", max_length=9, unique=True)
    population = models.PositiveIntegerField("habitantes", default=0)
    comarca = models.CharField("comarca", max_length=80, blank=True)
    email = models.EmailField("correo electrónico", blank=True)
    phone = models.CharField("teléfono", max_length=20, blank=True)
    is_active = models.BooleanField("activa", default=True)

    objects = models.Manager.from_queryset(LocalEntityQuerySet)()

    class Meta:
        ordering = ["name"]
        verbose_name = "entidad local"
        verbose_name_plural = "entidades locales"

    def __str__(self) -> str:
        return self.name
