"""Setting up the second factor when the roles demand it, and coming back in after losing the phone."""

from allauth.account.internal.decorators import login_stage_required
from allauth.mfa.stages import AuthenticateStage
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from people import services
from people.forms import CodeForm
from people.views.edge import PersonRequest, guess_is_allowed, too_many_guesses


@require_safe
def explain(request: PersonRequest) -> HttpResponse:
    """Say why a password alone is not enough for this person, and what to do now."""
    context = {"page_title": "Te falta el segundo paso", "after_loss": request.user.second_factor_due}
    return render(request, "people/second_factor.html", context)


@login_stage_required(stage=AuthenticateStage.key, redirect_urlname="account_login")
@require_http_methods(["GET", "HEAD", "POST"])
def recover(request: HttpRequest) -> HttpResponseBase:
    """Take the code said on the phone, from somebody who has just shown her password."""
    stage: AuthenticateStage = request._login_stage  # type: ignore[attr-defined]  # the decorator
    form = CodeForm(request.POST or None)
    if form.is_valid():
        if not guess_is_allowed(request, "recovery", who=stage.login.user.pk):
            return too_many_guesses(request)
        try:
            services.use_recovery_code(person=stage.login.user, typed=form.cleaned_data["code"])
        except services.PeopleError as refusal:
            form.add_error("code", refusal.reason)
        else:
            return stage.exit()
    return render(request, "people/recover.html", {"page_title": "He perdido el móvil", "form": form})
