"""Addresses of training that are not pages of the catalogue."""

from django.urls import path

from courses.views import (
    attendance,
    aula,
    calendars,
    catalogue,
    consent,
    dashboards,
    lesson,
    management,
    mine,
    places,
    sessions,
)

app_name = "courses"
urlpatterns = [
    path("formacion/", catalogue.catalogue, name="programme"),
    path("mi-formacion/", mine.mine, name="mine"),
    path("aula/panel/", dashboards.panel, name="panel"),
    path("aula/panel/<slug:sheet>.csv", dashboards.panel_file, name="panel_file"),
    path("aula/panel/curso/<int:pk>/", dashboards.course, name="panel_course"),
    path("aula/panel/curso/<int:pk>/<slug:sheet>.csv", dashboards.course_file, name="panel_course_file"),
    path("aula/edicion/<slug:code>/", aula.aula, name="aula"),
    path("aula/edicion/<slug:code>/plaza/<int:entity_id>/", places.ask, name="ask"),
    path("aula/edicion/<slug:code>/personas/", mine.people, name="people"),
    path("aula/edicion/<slug:code>/gestion/", management.management, name="management"),
    path("aula/edicion/<slug:code>/calendario.ics", calendars.edition, name="edition_calendar"),
    path("mi-formacion/calendario.ics", calendars.own, name="own_calendar"),
    path("aula/visto-bueno/<int:pk>/", consent.consent, name="consent"),
    path("aula/plaza/<int:pk>/", places.place, name="place"),
    path("aula/plaza/<int:pk>/renunciar/", places.give_up, name="give_up"),
    path("aula/plaza/<int:pk>/aceptar/", places.accept, name="accept"),
    path("aula/plaza/<int:pk>/responder/", mine.answer, name="answer"),
    path("aula/leccion/<int:pk>/seguir/", lesson.finish, name="finish"),
    path("aula/leccion/<int:pk>/punto/", lesson.leave, name="leave"),
    path("aula/clase/<int:pk>/", sessions.session, name="session"),
    path("aula/clase/<int:pk>/asistencia/", sessions.attendance, name="attendance"),
    path("aula/clase/<int:pk>/asistencia.csv", sessions.attendance_file, name="attendance_file"),
    path("aula/clase/<int:pk>/descansos/", attendance.rest, name="rest"),
    path("aula/clase/<int:pk>/asistencia.pdf", attendance.class_pdf, name="attendance_pdf"),
    path("aula/edicion/<slug:code>/asistencia.pdf", attendance.edition_pdf, name="edition_attendance_pdf"),
    path("aula/asistencia/<slug:slug>/lista.pdf", attendance.town_pdf, name="town_attendance_pdf"),
    path("aula/asistencia/<int:pk>/corregir/", attendance.correct, name="correct_attendance"),
    path("aula/edicion/<slug:code>/asistencia/", attendance.edition, name="edition_attendance"),
    path("aula/edicion/<slug:code>/asistencia.csv", attendance.edition_file, name="edition_attendance_file"),
    path("aula/asistencia/<slug:slug>/", attendance.town, name="town_attendance"),
    path("aula/asistencia/<slug:slug>/lista.csv", attendance.town_file, name="town_attendance_file"),
]
