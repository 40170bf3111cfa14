"""Rows that belong to a local entity are seen only inside a scope.

Every query of a tenant model carries a condition that is written when the SQL is: for the entities in force
at that moment, for all, or, when nobody has said for whom, as an error. So it holds for counting, updating
and deleting, for slices, unions and subqueries, and for a queryset built long before, in a form's class or in
a block that has ended: the block must hold the *evaluation*. Failing any earlier would break ModelForm,
full_clean and dumpdata, which build querysets they never run. (The idea of a scope that is asked for on
evaluation is that of django-scopes.)

What passes by, and is covered by the tests of roles and towns instead: following a foreign key, joins from
other models, select_related, `_base_manager`, and a result already fetched.
"""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

import structlog
from django.conf import settings
from django.core.exceptions import EmptyResultSet, FullResultSet
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, Func
from django.db.models.query import RawQuerySet
from django.db.models.sql.compiler import SQLCompiler
from django.db.models.sql.where import NothingNode, WhereNode

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
    log.info("unscoped", reason=reason)
    with scope(ALL):
        yield


class InScope(Func):
    """The condition `entity IN (…)`, filled in with the scope in force when the SQL is written."""

    output_field = BooleanField()

    # A Func may also be given a template; this one has none.
    def as_sql(  # type: ignore[override]
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[str | int, ...]]:
        chosen = current_scope()
        if chosen is None:
            raise ScopeMissing("Falta decir para qué entidad se consulta: core.tenancy.scope()")
        if isinstance(chosen, Everything):
            raise FullResultSet
        if not chosen:
            raise EmptyResultSet
        column, params = compiler.compile(self.get_source_expressions()[0])
        marks = ", ".join(["%s"] * len(chosen))
        return f"{column} IN ({marks})", (*params, *sorted(chosen))


class TenantQuerySet(models.QuerySet[Any]):
    """A queryset of tenant rows; chain it as any other."""

    def none(self) -> "TenantQuerySet":
        """Return no rows, which needs no scope."""
        empty = self.all()
        empty.query.where = WhereNode([NothingNode()])
        return empty

    def raw(self, *args: Any, **kwargs: Any) -> RawQuerySet[Any]:
        """Run SQL written by hand: no condition can be added, so only for the whole province."""
        if not isinstance(current_scope(), Everything):
            raise ScopeMissing("Una consulta escrita a mano necesita core.tenancy.unscoped()")
        return super().raw(*args, **kwargs)


class TenantManager(models.Manager.from_queryset(TenantQuerySet)):  # type: ignore[misc]
    """The default manager of tenant rows."""

    def get_queryset(self) -> TenantQuerySet:
        queryset: TenantQuerySet = super().get_queryset()
        return queryset.filter(InScope(self.model.tenant_path))


class TenantModel(models.Model):
    """A row that belongs to one local entity; never null, never without a scope."""

    tenant_path = "entity_id"
    # Wagtail's index of references is for contents; a row of work would queue a task at each save.
    wagtail_reference_index_ignore = True
    entity = models.ForeignKey(
        settings.TENANT_MODEL, models.PROTECT, related_name="+", verbose_name="entidad"
    )

    objects = TenantManager()

    class Meta:
        abstract = True

    def validate_unique(self, exclude: Collection[str] | None = None) -> None:
        """Look for the same value in every entity: it is unique in the whole table."""
        with unscoped("unicidad"):
            super().validate_unique(exclude=exclude)

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """Look for a breach in every entity: the database would find it anyway, with a worse message."""
        with unscoped("restricciones"):
            super().validate_constraints(exclude=exclude)
