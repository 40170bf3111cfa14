"""The reference's only address."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def hello(request: HttpRequest) -> HttpResponse:
    """Answer without asking anybody."""
    return HttpResponse("hola")


urlpatterns = [path("", hello)]
