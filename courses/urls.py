"""Addresses of training that are not pages of the catalogue."""

from django.urls import path

from courses.views import sessions, surveys
from courses.views.assignments import desk, work
from courses.views.attendance import breaks, records
from courses.views.catalogue import lesson, listing
from courses.views.certificates import checking, held, issuing
from courses.views.dashboards import panels
from courses.views.editions import importing, management, people, state, timetable
from courses.views.forum import order, threads
from courses.views.learning import aula, booklet, calendars, mine, offline
from courses.views.packages import commits, launching, player, report
from courses.views.places import applying, consent
from courses.views.quizzes import marking, results, taking

app_name = "courses"
urlpatterns = [
    path("formacion/", listing.catalogue, name="programme"),
    path("mi-formacion/", mine.mine, name="mine"),
    path("aula/panel/", panels.panel, name="panel"),
    path("aula/panel/invitar/<slug:code>/", panels.invite, name="panel_invite"),
    path("aula/panel/<slug:sheet>.csv", panels.panel_file, name="panel_file"),
    path("aula/panel/curso/<int:pk>/", panels.course, name="panel_course"),
    path("aula/panel/curso/<int:pk>/<slug:sheet>.csv", panels.course_file, name="panel_course_file"),
    path("aula/edicion/<slug:code>/", aula.aula, name="aula"),
    path("aula/cuestionario/<int:lesson_id>/<int:pk>/", taking.quiz, name="quiz"),
    path("aula/intento/<int:pk>/", taking.attempt, name="quiz_attempt"),
    path("aula/intento/<int:pk>/resultado/", results.result, name="quiz_result"),
    path("aula/intento/<int:pk>/corregir/", marking.mark, name="quiz_mark"),
    path("aula/edicion/<slug:code>/cuestionarios/", marking.quizzes, name="quizzes"),
    path("aula/edicion/<slug:code>/cuestionarios/corregir/", marking.queue, name="quiz_queue"),
    path("aula/paquete/<int:lesson_pk>/<int:pk>/", launching.package, name="package"),
    path(
        "aula/paquete/<int:lesson_pk>/<int:pk>/abrir/<int:number>/", launching.open_part, name="package_open"
    ),
    path(
        "aula/paquete/<int:lesson_pk>/<int:pk>/vista/<int:number>/", launching.preview, name="package_preview"
    ),
    path("aula/paquete/intento/<int:pk>/", launching.launch, name="package_launch"),
    path("aula/paquete/nota/<str:token>/", commits.commit_said, name="package_commit"),
    path("aula/edicion/<slug:code>/paquetes/", report.report, name="edition_packages"),
    # Served only under the name of the packages' host.
    path("paquetes/<str:token>/", player.player, name="package_player"),
    path("paquetes/<str:token>/f/<path:path>", player.file, name="package_file"),
    path("aula/edicion/<slug:code>/plaza/<int:entity_id>/", applying.ask, name="ask"),
    path("aula/edicion/<slug:code>/tareas/", work.assignments, name="assignments"),
    path("aula/edicion/<slug:code>/tareas/nueva/", desk.new, name="new_assignment"),
    path("aula/edicion/<slug:code>/tareas/por-corregir/", desk.to_mark, name="to_mark"),
    path("aula/tarea/<int:pk>/", work.assignment, name="assignment"),
    path("aula/tarea/<int:pk>/entregas/", desk.deliveries, name="deliveries"),
    path("aula/tarea/<int:pk>/cambiar/", desk.change, name="change_assignment"),
    path("aula/tarea/<int:pk>/cerrar/", desk.close, name="close_assignment"),
    path("aula/entrega/<int:pk>/corregir/", desk.mark, name="mark"),
    path("aula/edicion/<slug:code>/preguntas/", threads.forum, name="forum"),
    path("aula/edicion/<slug:code>/preguntas/nueva/", threads.new, name="forum_new"),
    path("aula/edicion/<slug:code>/preguntas/leidas/", threads.read, name="forum_read"),
    path("aula/pregunta/<int:pk>/", threads.thread, name="forum_thread"),
    path("aula/pregunta/<int:pk>/avisos/", threads.follow, name="forum_follow"),
    path("aula/pregunta/<int:pk>/ordenar/", order.keep, name="forum_keep"),
    path("aula/mensaje/<int:pk>/cambiar/", threads.edit, name="forum_edit"),
    path("aula/mensaje/<int:pk>/retirar/", order.moderate, name="forum_moderate"),
    path("certificado/", checking.check_file, name="check_certificate_form"),
    path("certificado/<str:code>/", checking.check, name="check_certificate"),
    path("mi-formacion/certificados/", held.mine, name="my_certificates"),
    path("aula/certificado/<int:pk>.pdf", held.paper, name="certificate"),
    path("aula/edicion/<slug:code>/certificados/", held.edition, name="certificates"),
    path("aula/edicion/<slug:code>/certificados/expedir/", issuing.issue, name="issue_certificates"),
    path("aula/certificado/<int:pk>/renovar/", issuing.reissue, name="reissue_certificate"),
    path("aula/certificado/<int:pk>/anular/", issuing.revoke, name="revoke_certificate"),
    path("aula/plaza/<int:pk>/aprovechamiento/", issuing.confirm, name="confirm_achievement"),
    path("aula/edicion/<slug:code>/encuesta/", surveys.survey, name="survey"),
    path("aula/edicion/<slug:code>/encuesta/gracias/", surveys.thanks, name="survey_thanks"),
    path("aula/edicion/<slug:code>/encuesta/resultados/", surveys.results, name="survey_results"),
    path("aula/edicion/<slug:code>/encuesta/resultados.csv", surveys.results_file, name="survey_file"),
    path("aula/edicion/<slug:code>/personas/", people.people, name="people"),
    path("aula/edicion/<slug:code>/importar/", importing.importing, name="import"),
    path("aula/edicion/<slug:code>/gestion/", management.management, name="management"),
    path("aula/edicion/<slug:code>/gestion/estado/<slug:target>/", state.change, name="edition_state"),
    path("aula/edicion/<slug:code>/gestion/clases/", timetable.add, name="add_classes"),
    path("aula/clase/<int:pk>/mover/", timetable.move, name="move_class"),
    path("aula/clase/<int:pk>/anular/", timetable.cancel, name="cancel_class"),
    path("aula/edicion/<slug:code>/personas.csv", people.people_file, name="people_file"),
    path("aula/edicion/<slug:code>/calendario.ics", calendars.edition, name="edition_calendar"),
    path("mi-formacion/calendario.ics", calendars.own, name="own_calendar"),
    path("aula/visto-bueno/<int:pk>/", consent.consent, name="consent"),
    path("aula/plaza/<int:pk>/", applying.place, name="place"),
    path("aula/plaza/<int:pk>/renunciar/", applying.give_up, name="give_up"),
    path("aula/plaza/<int:pk>/aceptar/", applying.accept, name="accept"),
    path("aula/plaza/<int:pk>/responder/", mine.answer, name="answer"),
    path("aula/curso/<int:pk>/copia.json", offline.manifest, name="copy"),
    path("aula/curso/<int:pk>/curso.pdf", booklet.booklet, name="booklet"),
    path("aula/copia/avance/", offline.progress, name="offline_progress"),
    path("sin-conexion/", offline.offline, name="offline"),
    path("trabajador-de-copias.js", offline.worker, name="worker"),
    path("aula/leccion/<int:pk>/seguir/", lesson.finish, name="finish"),
    path("aula/leccion/<int:pk>/punto/", lesson.leave, name="leave"),
    path("aula/clase/<int:pk>/", sessions.session, name="session"),
    path("aula/clase/<int:pk>/asistencia/", sessions.attendance, name="attendance"),
    path("aula/clase/<int:pk>/asistencia.csv", sessions.attendance_file, name="attendance_file"),
    path("aula/clase/<int:pk>/descansos/", breaks.breaks, name="breaks"),
    path("aula/descanso/<int:pk>/", breaks.change, name="break"),
    path("aula/clase/<int:pk>/asistencia.pdf", records.class_pdf, name="attendance_pdf"),
    path("aula/edicion/<slug:code>/asistencia.pdf", records.edition_pdf, name="edition_attendance_pdf"),
    path("aula/asistencia/<slug:slug>/lista.pdf", records.town_pdf, name="town_attendance_pdf"),
    path("aula/asistencia/<int:pk>/corregir/", records.correct, name="correct_attendance"),
    path("aula/edicion/<slug:code>/asistencia/", records.edition, name="edition_attendance"),
    path("aula/edicion/<slug:code>/asistencia.csv", records.edition_file, name="edition_attendance_file"),
    path("aula/asistencia/<slug:slug>/", records.town, name="town_attendance"),
    path("aula/asistencia/<slug:slug>/lista.csv", records.town_file, name="town_attendance_file"),
]
