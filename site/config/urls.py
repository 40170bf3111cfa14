"""Every address of the site. Each has a row in `config.access`."""

from django.conf import settings
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from config import health
from config.ui.gallery import gallery

handler400 = "config.errors.bad_request"
handler500 = "config.errors.server_error"

urlpatterns = [
    path("vivo/", health.alive, name="alive"),
    # --- people ---  (must stay before the admin: it closes the doors that bypass the second factor)
    path("", include("people.urls")),
    path("cuenta/", include("people.signin_urls")),
    # --- ui ---
    path("galeria/", gallery, name="gallery"),
    # --- core ---
    path("listo/", health.ready, name="ready"),
    path("", include("core.urls")),
    # --- videoconf ---
    path("sala/", include("videoconf.urls")),
    path("reuniones/", include("videoconf.meeting_urls")),
    # --- courses ---
    path("", include("courses.urls")),
    # --- cms ---
    path("admin/", include(wagtailadmin_urls)),
    path("", include("cms.urls")),
]
if settings.DEMO_MODE:
    urlpatterns.append(path("", include("demo.urls")))
urlpatterns.append(path("", include(wagtail_urls)))
