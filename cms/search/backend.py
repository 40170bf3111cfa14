"""Wagtail's database search, reading Spanish. The setting `WAGTAILSEARCH_BACKENDS` names this module."""

from typing import Any

from django.db import connection
from modelsearch.backends.base import BaseSearchBackend
from modelsearch.query import SearchQuery

from cms.search.objects import SpanishObject
from cms.search.queries import analysed, completed

if connection.vendor == "postgresql":
    from modelsearch.backends.database.postgres import postgres as stock

    StockBackend = stock.PostgresSearchBackend
    StockIndex = stock.PostgresIndex
    StockCompiler = stock.PostgresSearchQueryCompiler
    StockAutocomplete = stock.PostgresAutocompleteQueryCompiler
    # Ours are whole tokens: PostgreSQL must not stem or stop them again.
    OWN = {"SEARCH_CONFIG": "simple"}
else:
    from modelsearch.backends.database.sqlite import sqlite as stock

    StockBackend = stock.SQLiteSearchBackend
    StockIndex = stock.SQLiteIndex
    StockCompiler = stock.SQLiteSearchQueryCompiler
    StockAutocomplete = stock.SQLiteAutocompleteQueryCompiler
    OWN = {}


class SpanishIndex(StockIndex):  # type: ignore[misc, valid-type]
    """Keeps tokens instead of texts."""

    def add_items(self, model: Any, objs: Any) -> None:
        """Index objects as they are read in Spanish."""
        super().add_items(model, [SpanishObject(obj) for obj in objs])


class SpanishCompiler(StockCompiler):  # type: ignore[misc, valid-type]
    """Looks for stems."""

    query: SearchQuery

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.query = analysed(self.query)


class SpanishAutocomplete(StockAutocomplete):  # type: ignore[misc, valid-type]
    """Completes words without accents."""

    query: SearchQuery

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.query = completed(self.query)


class SpanishSearchBackend(StockBackend):  # type: ignore[misc, valid-type]
    """The same answers on SQLite and PostgreSQL."""

    index_class = SpanishIndex
    query_compiler_class = SpanishCompiler
    autocomplete_query_compiler_class = SpanishAutocomplete

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__({**params, **OWN})


SearchBackend: type[BaseSearchBackend] = SpanishSearchBackend
