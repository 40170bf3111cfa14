"""What concerns oneself."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from people import services
from people.forms import PhoneForm
from people.rules import needs_second_factor, standing_of
from people.views.edge import PersonRequest, do
from people.words import what_roles_do


@require_http_methods(["GET", "HEAD", "POST"])
def me(request: PersonRequest) -> HttpResponse:
    """Show my posts, what they let me do and how I come in; a POST changes my phone."""
    person = request.user
    form = PhoneForm(request.POST or None, initial={"phone": person.phone})
    if request.method == "POST" and form.is_valid():
        phone = form.cleaned_data["phone"]
        return do(
            request,
            lambda: services.change_phone(actor=person, person=person, phone=phone),
            said="Hemos guardado tu teléfono.",
            back=reverse("people:me"),
        )
    context = {
        "page_title": person.get_full_name(),
        "form": form,
        "posts": [(post, what_roles_do(post.effective_roles)) for post in standing_of(person).posts],
        "has_second_factor": person.has_second_factor,
        "needs_second_factor": needs_second_factor(person),
    }
    return render(request, "people/me.html", context)
