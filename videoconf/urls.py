"""Addresses of the rooms."""

from django.urls import path

from videoconf.views import rooms

app_name = "videoconf"
urlpatterns = [
    path("lista/<str:token>/", rooms.check_attendance, name="check_attendance"),
    path("<slug:key>/asistencia/", rooms.attendance, name="attendance"),
    path("<slug:key>/asistencia.csv", rooms.attendance_file, name="attendance_file"),
    path("<slug:key>/asistencia.pdf", rooms.attendance_pdf, name="attendance_pdf"),
    path("<slug:key>/", rooms.room, name="room"),
    path("<slug:key>/salida/", rooms.left, name="left"),
]
