"""One question to every app that has something to be found."""

from typing import Any

from core.providers import SearchHit, search_sources

# Longer than any question; what comes after is left out.
LONGEST = 200


def ask(*, text: str, person: Any, entities: Any = ()) -> list[SearchHit]:
    """Return every answer for this person, best first; equal ones stay as each app gave them."""
    question = text.replace("\0", " ").strip()[:LONGEST]
    if not question:
        return []
    return sorted(search_sources.collect(person, entities, question), key=lambda hit: hit.rank)
