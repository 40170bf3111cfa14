"""The page that finds things."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cms.forms import SearchForm
from cms.listing import PAGE_SIZE
from cms.search.asking import ask

SUGGESTIONS = ("certificado", "registro", "contrato menor", "plazos", "acta")


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Answer `?q=` with what this person may see."""
    question = request.GET.get("q", "")
    found = ask(text=question, person=request.user, entities=getattr(request, "served_entities", ()))
    context = {
        "page_title": "Buscar",
        "question": question,
        # Shown as it was typed: whatever it holds is a question, never an error.
        "search": SearchForm(initial={"q": question}, auto_id="%s"),
        "list_page": Paginator(found, PAGE_SIZE).get_page(request.GET.get("page")),
        "total": len(found),
        "query": urlencode({"q": question}),
        "suggestions": SUGGESTIONS,
    }
    return render(request, "cms/search.html", context)
