"""Posts and roles of a person, for those who look after people."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST

from people import rules, services
from people.forms import PostForm, RolesForm, roles_of
from people.models import Membership, User
from people.views.edge import PersonRequest, do, refused
from people.views.staff import place_of

NOT_HERS = services.NotAllowed("No puedes cambiar los puestos de esta persona.")


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: PersonRequest, pk: int) -> HttpResponse:
    """Give a person one more post."""
    person = get_object_or_404(User, pk=pk)
    if not rules.may_look_after(request.user, person):
        return refused(request, NOT_HERS)
    form = PostForm(request.user, request.POST or None)
    if form.is_valid():
        try:
            services.appoint(actor=request.user, person=person, **form.cleaned_data)
        except services.PeopleError as refusal:
            form.add_error(None, refusal.reason)
        else:
            return HttpResponseRedirect(place_of(person))
    context = {"page_title": f"Otro puesto para {person}", "person": person, "form": form}
    return render(request, "people/staff_form.html", {**context, "button": "Añadir el puesto"})


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: PersonRequest, pk: int) -> HttpResponse:
    """Change the roles of a post. Whoever holds it must sign in again."""
    held = get_object_or_404(Membership.objects.select_related("person", "entity"), pk=pk)
    if not rules.may_look_after(request.user, held.person):
        return refused(request, NOT_HERS)
    data = request.POST if request.method == "POST" else None
    form = RolesForm(request.user, data, entity=held.entity, initial={"roles": roles_of(held)})
    if form.is_valid():
        roles = form.cleaned_data["roles"]
        return do(
            request,
            lambda: services.change_roles(actor=request.user, membership=held, roles=roles),
            said="Funciones cambiadas. La persona tiene que volver a entrar.",
            back=place_of(held.person),
        )
    context = {"page_title": f"Funciones de {held.person}", "person": held.person, "membership": held}
    return render(
        request, "people/staff_form.html", {**context, "form": form, "button": "Cambiar las funciones"}
    )


@require_POST
def end(request: PersonRequest, pk: int) -> HttpResponse:
    """End a post."""
    held = get_object_or_404(Membership.objects.select_related("person", "entity"), pk=pk)
    return do(
        request,
        lambda: services.end_post(actor=request.user, membership=held),
        said=f"{held.person} ya no trabaja en {held.entity}.",
        back=place_of(held.person),
    )
