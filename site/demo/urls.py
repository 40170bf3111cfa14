"""Doors of the demo only: in any other mode these addresses answer 404."""

from django.urls import path

from demo import views

app_name = "demo"
urlpatterns = [
    path("demo/entrar/", views.enter, name="enter"),
    path("demo/puerta/<slug:key>/", views.door, name="door"),
    path("buzon/", views.mailbox, name="mailbox"),
    path("buzon/<int:pk>/", views.mail, name="mail"),
]
