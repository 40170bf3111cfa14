"""Addresses of people and entities."""

from django.urls import path

from people.views import entities

app_name = "people"
urlpatterns = [
    path("entidad/elegir/", entities.choose, name="choose_entity"),
]
