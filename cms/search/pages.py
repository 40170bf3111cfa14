"""Pages that answer a question, for somebody; the order is ours and the same on every database."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.urls import reverse
from wagtail.models import Site
from wagtail.search.backends import get_search_backend

from cms.models import BasePage
from cms.search.analysis import Form, asked, token, words
from cms.search.queries import in_form

if TYPE_CHECKING:
    from collections.abc import Iterable

CLOSENESS = (Form.EXACT, Form.FOLDED, Form.STEM)
FAR = len(CLOSENESS)
ROW = ("pk", "title", "url_path", "summary", "content_type_id", "path", "level")


@dataclass(frozen=True, slots=True)
class Hit:
    """A page found, with what its place in the list depends on."""

    pk: int
    title: str
    url: str
    summary: str
    kind: str
    key: tuple[Any, ...]

    @property
    def rank(self) -> float:
        """Return how good the answer is, comparable with those of other sources: lower is better."""
        missing, in_title, level, *_ = self.key
        return float(missing * 10 + in_title + level / 10)


def hits(*, text: str, user: Any) -> list[Hit]:
    """Return what this person may see, best first: exact words, then without accents, then of the same root.

    When no page has all the words, those that have some are better than an empty page.
    """
    if not asked(text):
        return []
    for operator in ("and", "or"):
        found = _ranked(text, user, operator)
        if found:
            return found
    return []


def _matching(form: Form, text: str, user: Any, operator: str) -> QuerySet[Any]:
    """Return the pages in which the words appear in one form; the audience is part of the query."""
    visible = BasePage.objects.visible_to(user)
    question = in_form(form, text, operator)
    compiled = get_search_backend().search(question, visible, order_by_relevance=False)
    found: QuerySet[Any] = compiled.get_queryset().order_by()
    return found


def _ranked(text: str, user: Any, operator: str) -> list[Hit]:
    closest = [
        When(pk__in=_matching(form, text, user, operator).values("pk"), then=Value(level))
        for level, form in enumerate(CLOSENESS[:-1])
    ]
    anywhere = Case(*closest, default=Value(FAR - 1), output_field=IntegerField())
    rows = _matching(Form.STEM, text, user, operator).annotate(level=anywhere)
    found = [_hit(text, row) for row in rows.values(*ROW)]
    return sorted(found, key=lambda hit: hit.key)


def _hit(text: str, row: dict[str, Any]) -> Hit:
    kind = ContentType.objects.get_for_id(row["content_type_id"]).name
    key = _key(text, row["title"], row["level"], row["path"])
    return Hit(row["pk"], row["title"], _address(row["url_path"]), row["summary"], kind, key)


def _address(url_path: str) -> str:
    """Return where a page is, without asking the database for each: Wagtail keeps the roots in its cache."""
    roots = [each.root_path for each in Site.get_site_root_paths() if url_path.startswith(each.root_path)]
    inside = url_path[len(roots[0]) :] if roots else url_path.lstrip("/")
    return reverse("wagtail_serve", args=[inside])


def _key(text: str, title: str, level: int, path: str) -> tuple[Any, ...]:
    """Titles before bodies, closest form first, short titles before long ones, then the tree's own order."""
    said, wanted = words(title), asked(text)
    in_title = [_closeness(word, said) for word in wanted]
    missing = sum(close == FAR for close in in_title)
    return (missing, max(in_title), level, len(said), path)


def _closeness(word: str, said: "Iterable[str]") -> int:
    """Return in which form a title says a word: 0 as typed, FAR when it does not."""
    for level, form in enumerate(CLOSENESS):
        if token(form, word) in {token(form, each) for each in said}:
            return level
    return FAR
