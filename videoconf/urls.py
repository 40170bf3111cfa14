"""Addresses of the rooms."""

from django.urls import path

from videoconf import views

app_name = "videoconf"
urlpatterns = [
    path("<slug:key>/", views.room, name="room"),
    path("<slug:key>/salida/", views.left, name="left"),
]
