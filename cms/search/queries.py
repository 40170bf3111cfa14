"""From what somebody asks to what the index holds: the same tree of questions, over our tokens."""

from modelsearch.query import MATCH_ALL, And, Boost, Fuzzy, MatchAll, Not, Or, Phrase, PlainText, SearchQuery

from cms.search.analysis import Form, asked, for_prefix, token

NOTHING = Not(MATCH_ALL)


class Tokens(PlainText):
    """Tokens already made; the backend takes them as they are."""


def in_form(form: Form, text: str, operator: str = "and") -> SearchQuery:
    """Return the question for a text in one form; a text without words finds nothing."""
    found = " ".join(token(form, word) for word in asked(text))
    return Tokens(found, operator=operator) if found else NOTHING


def analysed(query: SearchQuery) -> SearchQuery:
    """Return the same question over the stems of its words."""
    if isinstance(query, Tokens | MatchAll):
        return query
    if isinstance(query, PlainText | Fuzzy):
        return in_form(Form.STEM, query.query_string, query.operator)
    if isinstance(query, Phrase):
        return in_form(Form.STEM, query.query_string)
    if isinstance(query, Boost | Not):
        inner = analysed(query.subquery)
        return inner if isinstance(query, Boost) else Not(inner)
    if isinstance(query, And | Or):
        return type(query)([analysed(each) for each in query.subqueries])
    raise NotImplementedError(type(query).__name__)


def completed(query: SearchQuery) -> SearchQuery:
    """Return the question of a chooser that completes the last word."""
    text = getattr(query, "query_string", "")
    found = for_prefix(text)
    return Tokens(found) if found else NOTHING
