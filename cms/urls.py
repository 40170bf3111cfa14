"""Addresses of contents. Those of the bar are fixed, so that it is drawn without asking the database."""

from django.urls import path
from wagtail.views import serve

from cms.views import media, pages, search

app_name = "cms"
urlpatterns = [
    path("", pages.home, name="home"),
    path("noticias/", serve, {"path": "noticias/"}, name="news"),
    path("recursos/", serve, {"path": "recursos/"}, name="resources"),
    path("accesibilidad/", serve, {"path": "accesibilidad/"}, name="accessibility"),
    path("proteccion-de-datos/", serve, {"path": "proteccion-de-datos/"}, name="privacy"),
    path("buscar/", search.search, name="search"),
    path("imagenes/<int:pk>/<str:name>", media.rendition, name="rendition"),
    path("imagenes/original/<path:name>", media.original, name="original"),
    path("documentos/<int:pk>/<str:name>", media.document, name="document"),
]
