"""Addresses of the rooms."""

from django.urls import path

from videoconf.views import diagnosis, guests, rooms, slides

app_name = "videoconf"
urlpatterns = [
    path("lista/<str:token>/", rooms.check_attendance, name="check_attendance"),
    path("invitacion/<str:token>/", guests.invitation, name="invitation"),
    path("probar/", diagnosis.line_test, name="line_test"),
    path("probar/muestra/", diagnosis.line_sample, name="line_sample"),
    path("medios/", diagnosis.media_state, name="media_state"),
    path("<slug:key>/probar/", diagnosis.line_test, name="line_test_here"),
    path("<slug:key>/invitado/", guests.welcome, name="welcome"),
    path("<slug:key>/invitaciones/", guests.invited, name="invited"),
    path("<slug:key>/invitaciones/<int:pk>/retirar/", guests.revoke, name="revoke_guest"),
    path("<slug:key>/asistencia/", rooms.attendance, name="attendance"),
    path("<slug:key>/asistencia.csv", rooms.attendance_file, name="attendance_file"),
    path("<slug:key>/asistencia.pdf", rooms.attendance_pdf, name="attendance_pdf"),
    path("<slug:key>/encuestas.csv", rooms.polls_file, name="polls_file"),
    path("<slug:key>/diapositivas/", slides.slides, name="slides"),
    path("<slug:key>/diapositivas/lista/", slides.slides_list, name="slides_list"),
    path("<slug:key>/diapositivas/<int:deck>/quitar/", slides.remove, name="remove_slides"),
    path("<slug:key>/diapositivas/<int:deck>/<int:page>/", slides.picture, name="slide"),
    path("<slug:key>/diapositivas/<int:deck>/<int:page>/texto/", slides.words, name="slide_words"),
    path("<slug:key>/", rooms.room, name="room"),
    path("<slug:key>/salida/", rooms.left, name="left"),
]
