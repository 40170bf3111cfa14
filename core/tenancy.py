"""Rows that belong to a local entity are seen only inside a scope.

The idea is that of django-scopes: a query without a scope fails when it is *evaluated*. Failing any earlier
would break ModelForm, full_clean and dumpdata, which build querysets they never run.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

import structlog
from django.conf import settings
from django.db import models

log = structlog.get_logger("concejo.tenancy")


class Everything:
    """The scope of those who work for the whole province."""


ALL: Final = Everything()
Scope = frozenset[int] | Everything
_scope: ContextVar[Scope | None] = ContextVar("entity_scope", default=None)


class ScopeMissing(RuntimeError):
    """A tenant row was asked for without saying for whom."""


def current_scope() -> Scope | None:
    """Return the entity ids in force, ALL, or None when nobody has said."""
    return _scope.get()


@contextmanager
def scope(entity_ids: Iterable[int] | Everything) -> Iterator[None]:
    """Show only the rows of these entities inside the block."""
    chosen: Scope = entity_ids if isinstance(entity_ids, Everything) else frozenset(entity_ids)
    token = _scope.set(chosen)
    try:
        yield
    finally:
        _scope.reset(token)


@contextmanager
def unscoped(reason: str) -> Iterator[None]:
    """See every entity's rows inside the block: for capacity, numbering and uniqueness, never for showing."""
    log.debug("unscoped", reason=reason)
    with scope(ALL):
        yield


class TenantQuerySet(models.QuerySet):
    """A queryset that refuses to run when it was built outside any scope."""

    _unscoped = False

    def _clone(self) -> "TenantQuerySet":
        clone = super()._clone()
        clone._unscoped = self._unscoped
        return clone

    def _require_scope(self) -> None:
        if self._unscoped and current_scope() is None:
            raise ScopeMissing(f"{self.model.__name__}: falta decir para qué entidad se consulta")

    def _fetch_all(self) -> None:
        self._require_scope()
        super()._fetch_all()

    def iterator(self, *args: Any, **kwargs: Any) -> Iterator[Any]:
        self._require_scope()
        return super().iterator(*args, **kwargs)

    def count(self) -> int:
        self._require_scope()
        return super().count()

    def exists(self) -> bool:
        self._require_scope()
        return super().exists()

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        self._require_scope()
        return super().aggregate(*args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        self._require_scope()
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._require_scope()
        return super().delete()


class TenantManager(models.Manager.from_queryset(TenantQuerySet)):  # type: ignore[misc]
    """The default manager of tenant rows."""

    def get_queryset(self) -> TenantQuerySet:
        queryset = super().get_queryset()
        chosen = current_scope()
        if chosen is None:
            queryset._unscoped = True
            return queryset
        if isinstance(chosen, Everything):
            return queryset
        return queryset.filter(**{f"{self.model.tenant_path}__in": chosen})


class TenantModel(models.Model):
    """A row that belongs to one local entity; never null, never without a scope."""

    tenant_path = "entity_id"
    entity = models.ForeignKey(
        settings.TENANT_MODEL, models.PROTECT, related_name="+", verbose_name="entidad"
    )

    objects = TenantManager()

    class Meta:
        abstract = True
