"""The vocabulary of questions about pages."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from wagtail.query import PageQuerySet

from cms.rules import audiences_of, narrowest

if TYPE_CHECKING:
    from cms.models import BasePage

    class Pages(models.QuerySet["BasePage"]):
        """What we use of Wagtail's queryset, which has no types."""

        def live(self) -> Self:
            """Published pages."""
            ...

else:
    Pages = PageQuerySet

# Wagtail keeps the tree as paths: each level adds this many characters to its parent's.
STEP = 4
HOME_DEPTH = 2


class BasePageQuerySet(Pages):
    """Pages of any type."""

    def visible_to(self, user: Any) -> Self:
        """Published pages this person may read; the rule travels inside the query."""
        return self.live().filter(effective_audience__in=audiences_of(user))

    def under(self, page: "BasePage") -> Self:
        """Direct children of a page."""
        return self.filter(path__startswith=page.path, depth=page.depth + 1)

    def sections(self) -> Self:
        """Pages right under the home page, whatever state they are in: where everything hangs from."""
        return self.filter(depth=HOME_DEPTH + 1).order_by("path")

    def beside(self, page: "BasePage") -> Self:
        """The other pages of its section; a page of the home page has none."""
        if page.depth <= HOME_DEPTH + 1:
            return self.none()
        return self.filter(path__startswith=page.path[:-STEP], depth=page.depth).exclude(pk=page.pk)

    def above(self, page: "BasePage") -> Self:
        """Pages from the home page down to this one's parent."""
        paths = [page.path[:end] for end in range(STEP, len(page.path), STEP)]
        return self.filter(path__in=paths).order_by("path")

    def along(self, root: str, slugs: list[str]) -> list["BasePage"]:
        """Return the pages from the root down to the last slug, as far as they exist."""
        ends = [root + "".join(f"{slug}/" for slug in slugs[:count]) for count in range(len(slugs) + 1)]
        return list(self.filter(url_path__in=ends).order_by("path"))

    def in_list_order(self) -> Self:
        """Newest news first, then whatever has no date as editors left it; gives each its `dated`."""
        dated = self.annotate(dated=models.F("newspage__published_on"))
        return dated.order_by(models.F("dated").desc(nulls_last=True), "path")

    def news(self) -> Self:
        """Pieces of news, newest first."""
        return self.filter(newspage__isnull=False).in_list_order()

    def left_unfinished_by(self, person: Any) -> Self:
        """Pages with changes this person saved last and nobody has published, the oldest first."""
        mine = self.filter(has_unpublished_changes=True, latest_revision__user=person)
        return mine.order_by("latest_revision_created_at")

    def audience_from_above(self, path: str) -> list[str]:
        """Return the effective audience of the parent of a path, if it has one of ours."""
        return list(self.filter(path=path[:-STEP]).values_list("effective_audience", flat=True))

    def settle_audience(self, page: "BasePage") -> str:
        """Write again how narrow a page and all below it are; return its own.

        None is wider than what hangs above. Called whenever a page is saved or moved; goes down in the
        order of the tree, so that each finds its parent settled.
        """
        known = {page.path: narrowest(page.audience, *self.audience_from_above(page.path))}
        self.filter(pk=page.pk).update(effective_audience=known[page.path])
        below = self.filter(path__startswith=page.path).exclude(pk=page.pk).order_by("path")
        for pk, path, own, old in below.values_list("pk", "path", "audience", "effective_audience"):
            known[path] = narrowest(own, known[path[:-STEP]])
            if known[path] != old:
                self.filter(pk=pk).update(effective_audience=known[path])
        return known[page.path]

    def due_for_review(self, today: Any) -> Self:
        """Published pages whose date to look at them again has come."""
        return self.live().filter(review_on__lte=today).order_by("review_on")
