"""The page where a mayor or a councillor agrees to an application of her town hall."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from core.acting import require_acting
from courses.enums import ENDED, EnrolmentState
from courses.models import Enrolment
from courses.rules import may_consent
from courses.services import answer_for_town_hall
from courses.views.requests import PersonRequest, typed

PURPOSE = "courses.consent"


def consent(request: PersonRequest, pk: int) -> HttpResponse:
    """Show what is asked; on POST, agree or not."""
    asked = Enrolment.objects.select_related("edition__course", "entity", "person")
    place = get_object_or_404(asked, pk=pk)
    if not may_consent(request.user, place):
        raise PermissionDenied
    if request.method == "POST":
        return _answered(request, place)
    context = {
        "page_title": "Visto bueno para un curso",
        "place": place,
        "edition": place.edition,
        "open": place.state == EnrolmentState.APPLIED
        and place.edition.needs_consent
        and place.edition.state not in ENDED,
    }
    return render(request, "courses/consent.html", context)


def _answered(request: PersonRequest, place: Enrolment) -> HttpResponse:
    token = request.POST.get("acting", "")
    require_acting(token, user=request.user, purpose=PURPOSE, entity_id=place.entity_id)
    agreed = request.POST.get("answer") == "yes"
    reason = typed(request, "reason", 200)
    answer_for_town_hall(enrolment=place, agreed=agreed, reason=reason, actor=request.user)
    messages.success(request, "Hecho: hemos escrito a quien lo pidió.")
    return redirect("courses:consent", place.pk)
