"""For whom one works."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST

from people import services
from people.views.edge import PersonRequest, next_place, number_in


@require_POST
def choose(request: PersonRequest) -> HttpResponse:
    """Show another of my entities first, and go back to where I was."""
    wanted = number_in(request.POST.get("entity", ""))
    try:
        entity = services.choose_default_entity(
            person=request.user, entity_id=wanted or 0, session=request.session
        )
    except services.NotServed as refusal:
        context = {"page_title": "No trabajas para ese ayuntamiento", "reason": refusal.reason}
        return render(request, "people/refused.html", context, status=403)
    messages.success(request, f"Ahora trabajas para {entity}.")
    return HttpResponseRedirect(next_place(request, default="/"))
