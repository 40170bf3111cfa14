"""Addresses of people and entities."""

from django.urls import include, path, re_path

from people.views import (
    directory,
    doors,
    entities,
    invitation,
    invitations,
    posts,
    profile,
    second_factor,
    staff,
)

app_name = "people"

_staff = [
    path("", staff.people, name="people"),
    path("<int:pk>/", staff.person, name="person"),
    path("<int:pk>/cerrar/", staff.suspend, name="suspend"),
    path("<int:pk>/abrir/", staff.resume, name="resume"),
    path("<int:pk>/movil-perdido/", staff.call_back, name="call_back"),
    path("<int:pk>/puesto/", posts.add, name="add_post"),
    path("puestos/<int:pk>/", posts.change, name="change_roles"),
    path("puestos/<int:pk>/terminar/", posts.end, name="end_post"),
    path("invitaciones/", invitations.invitations, name="invitations"),
    path("invitaciones/nueva/", invitations.invite, name="invite"),
    path("invitaciones/cartas/", invitations.letters, name="letters"),
    path("invitaciones/fichero/", invitations.batch, name="batch"),
    path("invitaciones/fichero/aplicar/", invitations.apply, name="apply_batch"),
    path("invitaciones/<int:pk>/reenviar/", invitations.resend, name="resend"),
    path("invitaciones/<int:pk>/retirar/", invitations.revoke, name="revoke"),
]

urlpatterns = [
    # Doors of libraries, closed. They stand before the includes they close.
    path("admin/logout/", doors.wagtail_logout, name="wagtail_logout"),
    re_path(r"^admin/(?:login|password_reset)/", doors.closed, name="admin_door"),
    re_path(r"^django-admin/", doors.closed, name="django_admin_door"),
    path("_util/login/", doors.closed, name="pages_door"),
    path("entidad/elegir/", entities.choose, name="choose_entity"),
    path("invitacion/", invitation.type_code, name="type_code"),
    path("invitacion/<str:code>/", invitation.accept, name="accept"),
    path("cuenta/segundo-paso/", second_factor.explain, name="second_factor"),
    path("cuenta/segundo-paso/movil-perdido/", second_factor.recover, name="recover"),
    path("mi/", profile.me, name="me"),
    path("directorio/", directory.people, name="directory"),
    path("directorio/entidades/", directory.entities, name="entities"),
    path("directorio/<slug:slug>/", directory.entity, name="entity"),
    path("personas/", include(_staff)),
]
