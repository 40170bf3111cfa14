"""The directory: who works where, for those who work here."""

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from people.models import LocalEntity, Membership, User
from people.standing import today
from people.views.edge import page_of


def with_posts(people: QuerySet) -> QuerySet:
    """Read with each person the posts she holds today, in one query for the whole page."""
    held = Membership.objects.current(today()).select_related("entity")
    return people.prefetch_related(Prefetch("memberships", queryset=held, to_attr="current_posts"))


def _words(request: HttpRequest) -> str:
    return request.GET.get("q", "").strip()[:80]


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """List people with their posts."""
    words = _words(request)
    found = User.objects.in_service(today())
    found = found.named_like(words) if words else found
    context = {"page": page_of(request, with_posts(found)), "query": urlencode({"q": words}), "words": words}
    return render(request, "people/directory.html", {"page_title": "Directorio", **context})


@require_safe
def entities(request: HttpRequest) -> HttpResponse:
    """List town halls and the other local entities."""
    words = _words(request)
    found = LocalEntity.objects.active()
    found = found.named_like(words) if words else found
    context = {"page": page_of(request, found), "query": urlencode({"q": words}), "words": words}
    return render(request, "people/directory_entities.html", {"page_title": "Directorio", **context})


@require_safe
def entity(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one local entity and who works there."""
    found = get_object_or_404(LocalEntity.objects.active(), slug=slug)
    held = Membership.objects.current(today()).filter(entity=found, person__is_active=True)
    page = page_of(request, held.select_related("person").order_by("person__last_name", "person__first_name"))
    context = {"page_title": found.name, "entity": found, "page": page, "facts": _facts(found)}
    return render(request, "people/entity.html", context)


def _facts(entity: LocalEntity) -> list[tuple[str, str]]:
    known = [
        ("Clase", entity.get_kind_display()),
        ("Comarca", entity.comarca),
        ("Habitantes", f"{entity.population:,}".replace(",", ".") if entity.population else ""),
        ("Código INE", entity.ine_code),
        ("Código DIR3", entity.dir3_code),
    ]
    return [(term, value) for term, value in known if value]
