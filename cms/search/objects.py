"""An object as the index sees it: the stock indexers ask it for its texts, and get our tokens.

`ObjectIndexer` is hard-coded in both backends, so it is the object that changes, not who reads it.
"""

from collections.abc import Callable, Iterable
from copy import copy
from typing import Any

from modelsearch.index import AutocompleteField, RelatedFields

from cms.search.analysis import for_index, for_prefix


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, dict):
        value = value.values()
    if isinstance(value, str) or not isinstance(value, Iterable):
        yield str(value)
        return
    for each in value:
        yield from _texts(each)


def _with_tokens(field: Any, analyse: Callable[[str], str]) -> Any:
    """Return a copy of a search field that answers with tokens."""
    own, clone = field.get_value, copy(field)
    clone.get_value = lambda obj: analyse(" ".join(_texts(own(_real(obj)))))
    return clone


def _related(field: RelatedFields) -> RelatedFields:
    own, clone = field.get_value, copy(field)
    clone.get_value = lambda obj: own(_real(obj))
    clone.fields = [_spanish(inner) for inner in field.fields]
    return clone


def _spanish(field: Any) -> Any:
    if isinstance(field, RelatedFields):
        return _related(field)
    if isinstance(field, AutocompleteField):
        return _with_tokens(field, for_prefix)
    return _with_tokens(field, for_index)


def _real(obj: Any) -> Any:
    return obj.obj if isinstance(obj, SpanishObject) else obj


class SpanishObject:
    """Stands for an object before the indexer."""

    def __init__(self, obj: Any) -> None:
        self.obj = obj
        self.pk = obj.pk

    def get_search_fields(self) -> list[Any]:
        """Return the object's fields, each answering with tokens."""
        return [_spanish(field) for field in self.obj.get_search_fields()]
