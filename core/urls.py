"""Addresses of the mechanisms."""

from django.urls import path

from core import views

app_name = "core"
urlpatterns = [
    path("archivos/<str:sha256>/<str:name>", views.file, name="file"),
]
