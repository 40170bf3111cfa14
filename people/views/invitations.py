"""Inviting: one by one, many by a file, and by printed letter."""

from django.core import signing
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.clock import now
from people import services
from people.forms import BatchConfirmForm, BatchForm, InviteForm
from people.models import Invitation
from people.views.edge import PersonRequest, do, number_in, page_of, refused

SALT = "people.batch"
AN_HOUR = 3600


def _list() -> str:
    return reverse("people:invitations")


@require_safe
def invitations(request: PersonRequest) -> HttpResponse:
    """List the invitations and where each stands."""
    page = page_of(request, Invitation.objects.select_related("entity", "invited_by"))
    rows = [(each, each.state_at(now())) for each in page]
    return render(
        request, "people/invitations.html", {"page_title": "Invitaciones", "page": page, "rows": rows}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: PersonRequest) -> HttpResponse:
    """Invite one person by mail."""
    form = InviteForm(request.user, request.POST or None)
    if form.is_valid():
        try:
            services.invite(actor=request.user, **form.invited())
        except services.PeopleError as refusal:
            form.add_error(None, refusal.reason)
        else:
            return HttpResponseRedirect(_list())
    context = {"page_title": "Invitar a una persona", "form": form, "button": "Mandar la invitación"}
    return render(request, "people/staff_form.html", context)


@require_POST
def resend(request: PersonRequest, pk: int) -> HttpResponse:
    """Write again, with a new code."""
    found = get_object_or_404(Invitation.objects.select_related("entity"), pk=pk)
    return do(
        request,
        lambda: services.resend(actor=request.user, invitation=found),
        said=f"Hemos escrito otra vez a {found.email}.",
        back=_list(),
    )


@require_POST
def revoke(request: PersonRequest, pk: int) -> HttpResponse:
    """Withdraw an invitation."""
    found = get_object_or_404(Invitation.objects.select_related("entity"), pk=pk)
    return do(
        request,
        lambda: services.revoke(actor=request.user, invitation=found),
        said=f"La invitación de {found.email} ya no vale.",
        back=_list(),
    )


@never_cache
@require_POST
def letters(request: PersonRequest) -> HttpResponse:
    """Show the letters to print: of one invitation, or of all that are pending."""
    wanted = Invitation.objects.select_related("entity").order_by("last_name", "pk")
    if "invitation" in request.POST:
        wanted = wanted.filter(pk=number_in(request.POST["invitation"]))
    try:
        found = services.print_letters(actor=request.user, invitations=list(wanted))
    except services.PeopleError as refusal:
        return refused(request, refusal)
    site = request.build_absolute_uri(reverse("people:type_code"))
    return render(request, "people/letters.html", {"page_title": "Cartas", "letters": found, "site": site})


@require_http_methods(["GET", "HEAD", "POST"])
def batch(request: PersonRequest) -> HttpResponse:
    """Read a CSV and say, line by line, what it would do. Nothing is written."""
    form = BatchForm(request.POST or None, request.FILES or None)
    context = {"page_title": "Invitar con un fichero", "form": form}
    if form.is_valid():
        try:
            text = services.text_of(form.cleaned_data["file"].read())
            found = services.read_batch(actor=request.user, text=text)
        except services.PeopleError as refusal:
            form.add_error("file", refusal.reason)
        else:
            context |= {"batch": found, "confirm": _confirmation(text, len(found.good))}
    return render(request, "people/batch.html", context)


@require_POST
def apply(request: PersonRequest) -> HttpResponse:
    """Do every good line of the file that was shown, or none."""
    form = BatchConfirmForm(request.POST)
    if not form.is_valid():
        return HttpResponseRedirect(reverse("people:batch"))
    try:
        text = signing.loads(form.cleaned_data["batch"], salt=SALT, max_age=AN_HOUR)
    except signing.BadSignature:
        return refused(request, services.PeopleError("La revisión ha caducado. Sube otra vez el fichero."))
    return do(
        request,
        lambda: services.apply_batch(actor=request.user, text=text, expected=form.cleaned_data["expected"]),
        said="Hecho: las líneas buenas del fichero ya están invitadas.",
        back=_list(),
    )


def _confirmation(text: str, good: int) -> BatchConfirmForm:
    signed = signing.dumps(text, salt=SALT, compress=True)
    return BatchConfirmForm(initial={"batch": signed, "expected": good})
