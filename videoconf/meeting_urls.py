"""Addresses of the meetings."""

from django.urls import path

from videoconf.views import meetings

app_name = "meetings"
urlpatterns = [
    path("", meetings.mine, name="mine"),
    path("nueva/<int:entity_id>/", meetings.convene, name="convene"),
    path("<int:pk>/", meetings.meeting, name="meeting"),
    path("<int:pk>/cambiar/", meetings.change, name="change"),
    path("<int:pk>/anular/", meetings.cancel, name="cancel"),
    path("<int:pk>/contestar/", meetings.answer, name="answer"),
    path("<int:pk>/lista/", meetings.call_roll, name="call_roll"),
    path("<int:pk>/puntos/<int:number>/abrir/", meetings.open_point, name="open_point"),
    path("<int:pk>/convocadas/<int:invitee_pk>/otro-enlace/", meetings.invite_again, name="invite_again"),
    path("<int:pk>/reunion.ics", meetings.entry, name="entry"),
]
