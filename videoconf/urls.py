"""Addresses of the rooms."""

from django.urls import path

from videoconf import views

app_name = "videoconf"
urlpatterns = [
    path("lista/<str:token>/", views.check_attendance, name="check_attendance"),
    path("<slug:key>/asistencia/", views.attendance, name="attendance"),
    path("<slug:key>/asistencia.csv", views.attendance_file, name="attendance_file"),
    path("<slug:key>/asistencia.pdf", views.attendance_pdf, name="attendance_pdf"),
    path("<slug:key>/", views.room, name="room"),
    path("<slug:key>/salida/", views.left, name="left"),
]
