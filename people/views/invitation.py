"""The way in: the code of a mail or a letter becomes an account."""

from allauth.account.utils import perform_login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from people import codes, services
from people.forms import AcceptForm, CodeForm
from people.views.edge import guess_is_allowed, too_many_guesses


@require_http_methods(["GET", "HEAD", "POST"])
def type_code(request: HttpRequest) -> HttpResponseBase:
    """Ask for the code of the printed letter."""
    form = CodeForm(request.POST or None)
    if form.is_valid():
        return redirect("people:accept", code=codes.tidy(form.cleaned_data["code"]))
    return render(request, "people/type_code.html", {"page_title": "Tu invitación", "form": form})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, code: str) -> HttpResponseBase:
    """Show who invites whom, take a password, and come in."""
    if request.user.is_authenticated:
        messages.info(request, "Ya has entrado. Para usar otra invitación, sal antes.")
        return HttpResponseRedirect("/")
    try:
        invitation = services.find_invitation(code=code)
        form = AcceptForm(invitation, request.POST or None)
        if not form.is_valid():
            context = {"page_title": f"Hola, {invitation.first_name}", "form": form, "invitation": invitation}
            return render(request, "people/accept.html", context)
        person = services.accept_invitation(code=code, **form.chosen())
    except services.InvitationRefused as refusal:
        return _refused(request, code, refusal)
    messages.success(request, "Tu cuenta ya está lista.")
    return perform_login(request, person, email_verification="none", redirect_url="/")


def _refused(request: HttpRequest, code: str, refusal: services.InvitationRefused) -> HttpResponse:
    if not guess_is_allowed(request, "invitation"):
        return too_many_guesses(request)
    services.note_refusal(code=code, reason=refusal.reason)
    context = {
        "page_title": "Esta invitación no vale",
        "reason": refusal.reason,
        "again": reverse("people:type_code"),
    }
    return render(request, "people/invitation_refused.html", context, status=410 if refusal.gone else 404)
