"""Every address × every method × every role, against answers written by hand.

A column is a person (`world.ROLES`), in this order: nobody signed in, an account without a post, the
secretary of the village the things belong to, another village's secretary, a councillor of the first, the
trainer of the edition, a guest trainer of another, editor, reviewer, adviser, head of service, operator.

2 page · r sent elsewhere · e sent to sign in · 4 refused · 0 does not exist for her · 5 wrong method
9 explained conflict (the form says nothing, so an official act cannot happen) · s not ready
"""

import pytest

from core.access import include_for, table
from tests.architecture.urlconf import patterns
from tests.security import sweep, world

NEVER = "444444444444"
EVERYBODY = "222222222222"
SIGNED = "e22222222222"
REFUSED = "e44444444444"
KEEPERS = "e44444444222"
KEEPERS_SEND = "444444444222"
KEEPERS_ACT = "444444444rrr"
AWAY = "errrrrrrrrrr"
AWAY_POST = "4rrrrrrrrrrr"
UNKNOWN = "000000000000"
EDITORS = "e44444422442"
CLOSED_DOOR = "e444444rr44r"
OPERATOR_ONLY = "e4444442244r"

# name of the row: address, answer to GET, answer to an empty POST
EXPECTED = {
    "alive": ("/vivo/", EVERYBODY, NEVER),
    "ready": ("/listo/", "ssssssssssss", NEVER),
    "gallery": ("/galeria/", UNKNOWN, NEVER),
    "core:file": (f"/archivos/{'0' * 64}/x.pdf", UNKNOWN, NEVER),
    # People: doors of libraries, only ever sending to the one way in.
    "people:wagtail_logout": ("/admin/logout/", "rrrrrrrrrrrr", "rrrrrrrrrrrr"),
    "people:admin_door": ("/admin/login/", CLOSED_DOOR, CLOSED_DOOR),
    "people:django_admin_door": ("/django-admin/", CLOSED_DOOR, CLOSED_DOOR),
    "people:pages_door": ("/_util/login/", CLOSED_DOOR, CLOSED_DOOR),
    # Signing in.
    "account_login": ("/cuenta/entrar/", "2rrrrrrrrrrr", "2rrrrrrrrrrr"),
    "account_logout": ("/cuenta/salir/", "r22222222222", "rrrrrrrrrrrr"),
    "account_inactive": ("/cuenta/cerrada/", EVERYBODY, NEVER),
    "account_signup": ("/cuenta/alta/", "2rrrrrrrrrrr", "2rrrrrrrrrrr"),
    "account_reset_password": ("/cuenta/contrasena/olvidada/", EVERYBODY, EVERYBODY),
    "account_reset_password_done": ("/cuenta/contrasena/enviada/", EVERYBODY, NEVER),
    "account_reset_password_from_key": ("/cuenta/contrasena/nueva/1-falsa/", EVERYBODY, EVERYBODY),
    "account_reset_password_from_key_done": ("/cuenta/contrasena/hecho/", EVERYBODY, NEVER),
    "account_reauthenticate": ("/cuenta/confirmar/", SIGNED, "422222222222"),
    "account_email": ("/cuenta/correo/", AWAY, NEVER),
    "account_change_password": ("/cuenta/contrasena/", SIGNED, "422222222222"),
    "account_set_password": ("/cuenta/contrasena/poner/", AWAY, AWAY_POST),
    "mfa_authenticate": ("/cuenta/segundo-paso/codigo/", AWAY, AWAY),
    "mfa_login_webauthn": ("/cuenta/llaves/entrar/", AWAY, AWAY),
    "mfa_index": ("/cuenta/segundo-paso/mio/", SIGNED, NEVER),
    "mfa_reauthenticate": ("/cuenta/segundo-paso/confirmar/", AWAY, AWAY_POST),
    # A second factor is set up only by who has just shown the first.
    "mfa_activate_totp": ("/cuenta/segundo-paso/movil/activar/", AWAY, AWAY_POST),
    "mfa_deactivate_totp": ("/cuenta/segundo-paso/movil/quitar/", "e00000000000", "400000000000"),
    "mfa_view_recovery_codes": ("/cuenta/segundo-paso/recuperacion/", "e00000000000", NEVER),
    "mfa_generate_recovery_codes": ("/cuenta/segundo-paso/recuperacion/nuevos/", AWAY, AWAY_POST),
    "mfa_download_recovery_codes": ("/cuenta/segundo-paso/recuperacion/fichero/", "e00000000000", NEVER),
    "mfa_list_webauthn": ("/cuenta/llaves/", SIGNED, NEVER),
    "mfa_add_webauthn": ("/cuenta/llaves/nueva/", AWAY, AWAY_POST),
    "mfa_remove_webauthn": ("/cuenta/llaves/1/quitar/", AWAY, AWAY_POST),
    "mfa_edit_webauthn": ("/cuenta/llaves/1/nombre/", AWAY, AWAY_POST),
    "mfa_reauthenticate_webauthn": ("/cuenta/llaves/confirmar/", AWAY, AWAY_POST),
    "usersessions_list": ("/cuenta/sesiones/", SIGNED, AWAY_POST),
    # People.
    "people:second_factor": ("/cuenta/segundo-paso/", SIGNED, NEVER),
    "people:recover": ("/cuenta/segundo-paso/movil-perdido/", AWAY, AWAY),
    "people:type_code": ("/invitacion/", EVERYBODY, EVERYBODY),
    "people:accept": ("/invitacion/no-es-un-codigo/", "0rrrrrrrrrrr", "0rrrrrrrrrrr"),
    "people:choose_entity": ("/entidad/elegir/", REFUSED, NEVER),
    "people:me": ("/mi/", SIGNED, "422222222222"),
    "people:directory": ("/directorio/", "e42222422222", NEVER),
    "people:entities": ("/directorio/entidades/", "e42222422222", NEVER),
    "people:entity": ("/directorio/{entity.slug}/", "e42222422222", NEVER),
    "people:people": ("/personas/", KEEPERS, NEVER),
    "people:person": ("/personas/{person.pk}/", KEEPERS, NEVER),
    "people:suspend": ("/personas/{person.pk}/cerrar/", REFUSED, "444444444xxx"),
    "people:resume": ("/personas/{person.pk}/abrir/", REFUSED, KEEPERS_ACT),
    "people:call_back": ("/personas/{person.pk}/movil-perdido/", KEEPERS, KEEPERS_SEND),
    "people:add_post": ("/personas/{person.pk}/puesto/", KEEPERS, KEEPERS_SEND),
    "people:change_roles": ("/personas/puestos/{post.pk}/", KEEPERS, KEEPERS_ACT),
    "people:end_post": ("/personas/puestos/{post.pk}/terminar/", REFUSED, KEEPERS_ACT),
    "people:invitations": ("/personas/invitaciones/", KEEPERS, NEVER),
    "people:invite": ("/personas/invitaciones/nueva/", KEEPERS, KEEPERS_SEND),
    "people:letters": ("/personas/invitaciones/cartas/", REFUSED, KEEPERS_SEND),
    "people:batch": ("/personas/invitaciones/fichero/", KEEPERS, KEEPERS_SEND),
    "people:apply_batch": ("/personas/invitaciones/fichero/aplicar/", REFUSED, KEEPERS_ACT),
    "people:resend": ("/personas/invitaciones/{invitation.pk}/reenviar/", REFUSED, KEEPERS_ACT),
    "people:revoke": ("/personas/invitaciones/{invitation.pk}/retirar/", REFUSED, KEEPERS_ACT),
    # Rooms: who has a place in the edition, who gives the class, and those who answer for the province.
    "videoconf:room": ("/sala/{session.room.key}/", "e42442444222", NEVER),
    "videoconf:left": ("/sala/{session.room.key}/salida/", "e42442444222", NEVER),
    # Without the link there is nothing to open; only who gives the class invites.
    "videoconf:invitation": ("/sala/invitacion/no-es-un-enlace/", UNKNOWN, NEVER),
    "videoconf:welcome": ("/sala/{session.room.key}/invitado/", UNKNOWN, UNKNOWN),
    "videoconf:invited": ("/sala/{session.room.key}/invitaciones/", "e44442444444", "444442444444"),
    "videoconf:revoke_guest": (
        "/sala/{session.room.key}/invitaciones/999999/retirar/",
        REFUSED,
        "444440444444",
    ),
    # Meetings: of who convened it and of those convened; to the rest it does not exist.
    "meetings:mine": ("/reuniones/", SIGNED, NEVER),
    "meetings:convene": ("/reuniones/nueva/{entity.pk}/", "e42424444444", "449494444444"),
    "meetings:meeting": ("/reuniones/{meeting.pk}/", "e02020000000", NEVER),
    "meetings:change": ("/reuniones/{meeting.pk}/cambiar/", "e02040000000", "402040000000"),
    "meetings:cancel": ("/reuniones/{meeting.pk}/anular/", "e02040000000", "40r040000000"),
    "meetings:answer": ("/reuniones/{meeting.pk}/contestar/", REFUSED, "4000r0000000"),
    # Nobody has opened the room: who convened it is told so.
    "meetings:call_roll": ("/reuniones/{meeting.pk}/lista/", REFUSED, "409040000000"),
    "meetings:open_point": ("/reuniones/{meeting.pk}/puntos/1/abrir/", REFUSED, "409040000000"),
    "meetings:invite_again": (
        "/reuniones/{meeting.pk}/convocadas/999999/otro-enlace/",
        REFUSED,
        "400040000000",
    ),
    "meetings:entry": ("/reuniones/{meeting.pk}/reunion.ics", "e02020000000", NEVER),
    # Her own for who has a place; everybody's for who gives the class and for those who see every roll.
    "videoconf:attendance": ("/sala/{session.room.key}/asistencia/", "e42442422222", NEVER),
    "videoconf:attendance_file": ("/sala/{session.room.key}/asistencia.csv", "e42442422222", NEVER),
    "videoconf:attendance_pdf": ("/sala/{session.room.key}/asistencia.pdf", "e42442422222", NEVER),
    # What everybody answered: who gives the class, and those who see every roll.
    "videoconf:polls_file": ("/sala/{session.room.key}/encuestas.csv", "e44442422222", NEVER),
    # Slides: brought by who gives the class; with none shown, there is nothing to look at.
    "videoconf:slides": ("/sala/{session.room.key}/diapositivas/", "e44442444444", "444442444444"),
    "videoconf:slides_list": ("/sala/{session.room.key}/diapositivas/lista/", "444442444444", NEVER),
    "videoconf:remove_slides": (
        "/sala/{session.room.key}/diapositivas/999999/quitar/",
        REFUSED,
        "444440444444",
    ),
    "videoconf:slide": ("/sala/{session.room.key}/diapositivas/999999/1/", UNKNOWN, NEVER),
    "videoconf:slide_words": ("/sala/{session.room.key}/diapositivas/999999/1/texto/", UNKNOWN, NEVER),
    "videoconf:check_attendance": ("/sala/lista/no-es-nuestra/", EVERYBODY, NEVER),
    # Testing a line tells nothing of any room; how the machines are is for who keeps them.
    "videoconf:line_test": ("/sala/probar/", EVERYBODY, NEVER),
    "videoconf:line_test_here": ("/sala/{session.room.key}/probar/", EVERYBODY, NEVER),
    "videoconf:line_sample": ("/sala/probar/muestra/", EVERYBODY, NEVER),
    "videoconf:media_state": ("/sala/medios/", "e44444444442", NEVER),
    # Training.
    "courses:programme": ("/formacion/", EVERYBODY, NEVER),
    "courses:mine": ("/mi-formacion/", SIGNED, NEVER),
    # The panels: those of the Diputación who call the town halls or answer for the courses.
    "courses:panel": ("/aula/panel/", "e44444422222", NEVER),
    "courses:panel_file": ("/aula/panel/llamadas.csv", "e44444422222", NEVER),
    # Without a town hall nor a person there is nobody to invite.
    "courses:panel_invite": ("/aula/panel/invitar/{edition.code}/", REFUSED, "444444400000"),
    "courses:panel_course": ("/aula/panel/curso/{edition.course.pk}/", "e44444422222", NEVER),
    "courses:panel_course_file": ("/aula/panel/curso/{edition.course.pk}/embudo.csv", "e44444422222", NEVER),
    "courses:aula": ("/aula/edicion/{edition.code}/", "e42442422222", NEVER),
    # Work to hand in: the learner, the trainer of the edition and the staff of training, nobody else.
    "courses:assignments": ("/aula/edicion/{edition.code}/tareas/", "e42442422224", NEVER),
    "courses:new_assignment": (
        "/aula/edicion/{edition.code}/tareas/nueva/",
        "e44442422224",
        "44444x4xxxx4",
    ),
    "courses:to_mark": ("/aula/edicion/{edition.code}/tareas/por-corregir/", "e44442422224", NEVER),
    "courses:assignment": ("/aula/tarea/{assignment.pk}/", "e42442422224", "44x444444444"),
    "courses:deliveries": ("/aula/tarea/{assignment.pk}/entregas/", "e44442422224", NEVER),
    "courses:change_assignment": ("/aula/tarea/{assignment.pk}/cambiar/", "e44442422224", "44444x4xxxx4"),
    "courses:close_assignment": ("/aula/tarea/{assignment.pk}/cerrar/", REFUSED, "44444r4rrrr4"),
    "courses:mark": ("/aula/entrega/{submission.pk}/corregir/", "e44442422224", "44444x4xxxx4"),
    # A quiz is shown to whoever reads its lesson, and begun by who has a place; an attempt is its owner's.
    "courses:quiz": ("/aula/cuestionario/{quiz_lesson.pk}/{quiz.pk}/", SIGNED, "44r444444444"),
    "courses:quiz_attempt": ("/aula/intento/{attempt.pk}/", "e0r000000000", "40r000000000"),
    "courses:quiz_result": ("/aula/intento/{attempt.pk}/resultado/", "e02000000000", NEVER),
    "courses:quiz_mark": ("/aula/intento/{attempt.pk}/corregir/", "e44442422224", "444449499994"),
    "courses:quizzes": ("/aula/edicion/{edition.code}/cuestionarios/", "e42442422222", NEVER),
    "courses:quiz_queue": ("/aula/edicion/{edition.code}/cuestionarios/corregir/", "e44442422224", NEVER),
    # Questions of an edition: its people, who gives it and the staff of training. Its author may still change
    # the message here; only who leads the class keeps order.
    "courses:forum": ("/aula/edicion/{edition.code}/preguntas/", "e42442422224", NEVER),
    "courses:forum_new": ("/aula/edicion/{edition.code}/preguntas/nueva/", "e42442422224", "44x44x4xxxx4"),
    "courses:forum_read": ("/aula/edicion/{edition.code}/preguntas/leidas/", REFUSED, "44r44r4rrrr4"),
    "courses:forum_thread": ("/aula/pregunta/{thread.pk}/", "e42442422224", "44x44x4xxxx4"),
    "courses:forum_follow": ("/aula/pregunta/{thread.pk}/avisos/", REFUSED, "44r44r4rrrr4"),
    "courses:forum_keep": ("/aula/pregunta/{thread.pk}/ordenar/", REFUSED, "444449499994"),
    "courses:forum_edit": ("/aula/mensaje/{message.pk}/cambiar/", "e42449499994", "44x44x4xxxx4"),
    "courses:forum_moderate": ("/aula/mensaje/{message.pk}/retirar/", "e44442422224", "444449499994"),
    "courses:ask": ("/aula/edicion/{edition.code}/plaza/{entity.pk}/", REFUSED, "499999999999"),
    # No survey in this small province: only the door of each is looked at.
    "courses:survey": ("/aula/edicion/{edition.code}/encuesta/", "e40444444444", "440444444444"),
    "courses:survey_thanks": ("/aula/edicion/{edition.code}/encuesta/gracias/", "e4r444444444", NEVER),
    "courses:survey_results": ("/aula/edicion/{edition.code}/encuesta/resultados/", "e44442422222", NEVER),
    "courses:survey_file": ("/aula/edicion/{edition.code}/encuesta/resultados.csv", "e44442422222", NEVER),
    "courses:people": ("/aula/edicion/{edition.code}/personas/", "e44442422222", NEVER),
    # A place is its owner's: to anybody else, of her village or of another, it does not exist.
    "courses:place": ("/aula/plaza/{place.pk}/", "e02000000000", NEVER),
    "courses:give_up": ("/aula/plaza/{place.pk}/renunciar/", "e02000000000", "409000000000"),
    "courses:accept": ("/aula/plaza/{place.pk}/aceptar/", REFUSED, "409000000000"),
    "courses:import": ("/aula/edicion/{edition.code}/importar/", "e44444422222", "444444422222"),
    "courses:management": ("/aula/edicion/{edition.code}/gestion/", "e44444422222", "4444444rrrrr"),
    "courses:edition_state": (
        "/aula/edicion/{edition.code}/gestion/estado/cancelled/",
        "e44444422222",
        "444444422222",
    ),
    "courses:add_classes": ("/aula/edicion/{edition.code}/gestion/clases/", "e44444422222", "444444422222"),
    "courses:move_class": ("/aula/clase/{session.pk}/mover/", "e44444422222", "444444422222"),
    "courses:cancel_class": ("/aula/clase/{session.pk}/anular/", "e44444422222", "444444422222"),
    "courses:people_file": ("/aula/edicion/{edition.code}/personas.csv", "e44442422222", NEVER),
    "courses:own_calendar": ("/mi-formacion/calendario.ics", SIGNED, NEVER),
    "courses:edition_calendar": ("/aula/edicion/{edition.code}/calendario.ics", "e42442422222", NEVER),
    "courses:consent": ("/aula/visto-bueno/{place.pk}/", "e04020000444", "404090000444"),
    "courses:answer": ("/aula/plaza/{place.pk}/responder/", REFUSED, "444444494994"),
    # Packages. The lesson of this world offers none: so its addresses do not exist, whoever asks.
    "courses:package": ("/aula/paquete/{lesson.pk}/999999/", "e00000000000", NEVER),
    "courses:package_open": ("/aula/paquete/{lesson.pk}/999999/abrir/0/", REFUSED, "400000000000"),
    "courses:package_preview": ("/aula/paquete/{lesson.pk}/999999/vista/0/", "e00000000000", NEVER),
    "courses:package_launch": ("/aula/paquete/intento/999999/", "e00000000000", NEVER),
    "courses:package_commit": ("/aula/paquete/nota/no-es-nuestra/", REFUSED, UNKNOWN),
    "courses:package_player": ("/paquetes/no-es-nuestra/", UNKNOWN, NEVER),
    "courses:package_file": ("/paquetes/no-es-nuestra/f/index.html", UNKNOWN, NEVER),
    "courses:edition_packages": ("/aula/edicion/{edition.code}/paquetes/", "e44442422222", NEVER),
    "packages_upload": ("/admin/paquetes/subir/", "e44444422444", "444444422444"),
    "packages_remove": ("/admin/paquetes/999999/quitar/", "e44444400444", "444444400444"),
    # Whoever may read a lesson may note how far she is.
    "courses:offline": ("/sin-conexion/", EVERYBODY, NEVER),
    "courses:worker": ("/trabajador-de-copias.js", EVERYBODY, NEVER),
    # A copy is for whoever takes the edition or gives it.
    "courses:copy": ("/aula/curso/{edition.course.pk}/copia.json", "e42442444444", NEVER),
    "courses:booklet": ("/aula/curso/{edition.course.pk}/curso.pdf", "022222222222", NEVER),
    "courses:offline_progress": ("/aula/copia/avance/", SIGNED, "4xxxxxxxxxxx"),
    "courses:finish": ("/aula/leccion/{lesson.pk}/seguir/", REFUSED, AWAY_POST),
    "courses:leave": ("/aula/leccion/{lesson.pk}/punto/", REFUSED, AWAY_POST),
    "courses:session": ("/aula/clase/{session.pk}/", "e42442422222", NEVER),
    # An empty form is told what it lacks.
    "courses:check_certificate_form": ("/certificado/", EVERYBODY, "xxxxxxxxxxxx"),
    "courses:check_certificate": ("/certificado/NO-EXISTE/", EVERYBODY, NEVER),
    "courses:my_certificates": ("/mi-formacion/certificados/", SIGNED, NEVER),
    "courses:certificate": ("/aula/certificado/999999.pdf", "e00000000000", NEVER),
    "courses:certificates": ("/aula/edicion/{edition.code}/certificados/", "e44442422222", NEVER),
    "courses:issue_certificates": (
        "/aula/edicion/{edition.code}/certificados/expedir/",
        "e44442422222",
        "44444r4rrrrr",
    ),
    "courses:reissue_certificate": (
        "/aula/certificado/{certificate.pk}/renovar/",
        "e44442422222",
        "444442422222",
    ),
    "courses:revoke_certificate": (
        "/aula/certificado/{certificate.pk}/anular/",
        "e44444422442",
        "444444422442",
    ),
    # Only whoever gives the edition says what somebody learnt there.
    "courses:confirm_achievement": (
        "/aula/plaza/{place.pk}/aprovechamiento/",
        "e44442444444",
        "444442444444",
    ),
    "courses:attendance": ("/aula/clase/{session.pk}/asistencia/", "e44442422222", NEVER),
    "courses:attendance_file": ("/aula/clase/{session.pk}/asistencia.csv", "e44442422222", NEVER),
    "courses:breaks": ("/aula/clase/{session.pk}/descansos/", "e44442422224", "444442422224"),
    "courses:break": ("/aula/descanso/{rest.pk}/", "e44442422224", "444442422224"),
    "courses:correct_attendance": (
        "/aula/asistencia/{record.pk}/corregir/",
        "e44442422224",
        "444442422224",
    ),
    "courses:edition_attendance": ("/aula/edicion/{edition.code}/asistencia/", "e44442422222", NEVER),
    "courses:edition_attendance_file": ("/aula/edicion/{edition.code}/asistencia.csv", "e44442422222", NEVER),
    "courses:attendance_pdf": ("/aula/clase/{session.pk}/asistencia.pdf", "e44442422222", NEVER),
    "courses:edition_attendance_pdf": ("/aula/edicion/{edition.code}/asistencia.pdf", "e44442422222", NEVER),
    "courses:town_attendance_pdf": ("/aula/asistencia/{entity.slug}/lista.pdf", "e42424422222", NEVER),
    # A councillor finds only her own there; the secretary, all of the village.
    "courses:town_attendance": ("/aula/asistencia/{entity.slug}/", "e42424422222", NEVER),
    "courses:town_attendance_file": ("/aula/asistencia/{entity.slug}/lista.csv", "e42424422222", NEVER),
    "plazas_modeladmin_index": ("/admin/plazas/", "e44444422442", NEVER),
    "plazas_modeladmin_inspect": ("/admin/plazas/inspect/{place.pk}/", "e44444422442", NEVER),
    "asistencias_modeladmin_index": ("/admin/asistencias/", "e44444422442", NEVER),
    "asistencias_modeladmin_inspect": ("/admin/asistencias/inspect/{record.pk}/", "e44444422442", NEVER),
    "wagtailsnippets_courses_certificatetemplate:preview_on_add": (
        "/admin/snippets/courses/certificatetemplate/preview/",
        EDITORS,
        "444444422442",
    ),
    "wagtailsnippets_courses_certificatetemplate:preview_on_edit": (
        "/admin/snippets/courses/certificatetemplate/preview/{template.pk}/",
        EDITORS,
        "444444422442",
    ),
    "certificados_modeladmin_index": ("/admin/certificados/", "e44444422442", NEVER),
    "certificados_modeladmin_inspect": (
        "/admin/certificados/inspect/{certificate.pk}/",
        "e44444422442",
        NEVER,
    ),
    "courses_list:index": ("/admin/cursos/", OPERATOR_ONLY, NEVER),
    "courses_list:index_results": ("/admin/cursos/results/", OPERATOR_ONLY, NEVER),
    "courses_versions": ("/admin/lecciones/{lesson.pk}/versiones/", EDITORS, "444444400440"),
    "courses_new": ("/admin/cursos/nuevo/", EDITORS, "444444422442"),
    # An operator keeps editions, and changes no page.
    "courses_send": ("/admin/cursos/{edition.course_id}/enviar/", OPERATOR_ONLY, "4444444rr44r"),
    "questions_import": ("/admin/preguntas/importar/", EDITORS, "444444422442"),
    "questions_export": ("/admin/preguntas/exportar/gift/", EDITORS, NEVER),
    "questions:add": ("/admin/preguntas/new/", EDITORS, "444444422442"),
    "questions:edit": ("/admin/preguntas/edit/{question.pk}/", EDITORS, "444444422442"),
    # A quiz asks it: it does not go, and the page says why.
    "questions:delete": ("/admin/preguntas/delete/{question.pk}/", EDITORS, "4444444rr44r"),
    "wagtailsnippets_courses_quiz:add": ("/admin/snippets/courses/quiz/add/", EDITORS, "444444422442"),
    "wagtailsnippets_courses_quiz:edit": (
        "/admin/snippets/courses/quiz/edit/{quiz.pk}/",
        EDITORS,
        "444444422442",
    ),
    "editions:add": ("/admin/ediciones/new/", EDITORS, "444444422442"),
    "editions:edit": ("/admin/ediciones/edit/{edition.pk}/", EDITORS, "444444422442"),
    # Contents. The province's own do not exist for the villages; the guest trainer is of neither.
    "cms:home": ("/", EVERYBODY, NEVER),
    "cms:news": ("/noticias/", EVERYBODY, NEVER),
    "cms:resources": ("/recursos/", SIGNED, NEVER),
    "cms:accessibility": ("/accesibilidad/", UNKNOWN, NEVER),
    "cms:privacy": ("/proteccion-de-datos/", UNKNOWN, NEVER),
    "cms:search": ("/buscar/", EVERYBODY, NEVER),
    "cms:rendition": ("/imagenes/1/x.png", UNKNOWN, NEVER),
    "cms:original": ("/imagenes/original/x.png", UNKNOWN, NEVER),
    "cms:document": ("{document.url}", "000002022222", NEVER),
    "wagtail_serve": ("/solo/", "000002022222", NEVER),
}
# Behind the includes, one row each: addresses of a library, chosen for what they would give away.
BEHIND = {
    "/admin/": (EDITORS, "444444455445"),
    "/admin/pages/": (CLOSED_DOOR, "44444445544r"),
    "/admin/users/": (REFUSED, NEVER),
    "/admin/users/new/": (REFUSED, NEVER),
    "/admin/groups/": (REFUSED, NEVER),
    "/admin/images/": (OPERATOR_ONLY, "44444445544r"),
    "/admin/documents/": (OPERATOR_ONLY, "44444445544r"),
    "/admin/reports/site-history/": (EDITORS, "444444455445"),
    "/admin/api/main/pages/": (EDITORS, "444444455445"),
    "/admin/choose-page/": (EDITORS, "444444455445"),
    "/admin/sites/": (CLOSED_DOOR, "4444444rr44r"),
    "/admin/collections/": (CLOSED_DOOR, "4444444rr44r"),
    "/admin/workflows/list/": (CLOSED_DOOR, "4444444rr44r"),
    "/_util/authenticate_with_password/1/1/": (REFUSED, NEVER),
}


@pytest.fixture(scope="module")
def answers(django_db_setup, django_db_blocker):
    """Ask everything once, and keep what was answered and what was written."""
    with django_db_blocker.unblock(), sweep.undone():
        small = world.build()
        browsers = {role: small.browser(role) for role in world.ROLES}
        asked = {name: path.format(**small.things) for name, (path, *_) in EXPECTED.items()}
        asked |= {path: path for path in BEHIND}
        return {name: sweep.look(browsers, path) for name, path in asked.items()}


def different(answers, method):
    """Return the rows whose answers are not the ones written by hand."""
    wanted = {name: (get, post) for name, (_, get, post) in EXPECTED.items()} | BEHIND
    turn = ("GET", "POST").index(method)
    return {
        name: f"{answers[name].letters[method]} en vez de {expected[turn]}"
        for name, expected in wanted.items()
        if answers[name].letters[method] != expected[turn]
    }


def test_every_address_of_the_urlconf_is_in_the_matrix():
    known = table()
    found = {p.name for p in patterns() if ("url", p.name) in known or not include_for(p.route)}
    assert found - set(EXPECTED) == set()
    assert set(EXPECTED) - found == set()


@pytest.mark.slow
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_everybody_gets_the_answer_written_by_hand(answers, method, scorecard):
    wrong = different(answers, method)
    scorecard(f"18 {method}", len(wrong), "respuestas distintas", "0", control=_control(answers, method))
    assert wrong == {}


def _control(answers, method):
    """Open one door on purpose: the comparison has to see it."""
    opened = {**answers, "courses:place": sweep.Look({"GET": EVERYBODY, "POST": EVERYBODY})}
    seen = different(opened, method).get("courses:place")
    assert seen
    return f"con la puerta de una plaza abierta a todos: {seen}"


@pytest.mark.slow
@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS"])
def test_a_method_nobody_declared_is_refused(answers, method):
    declared = [name for name in EXPECTED if answers[name].letters[method] != "444"]
    assert declared == []


@pytest.mark.slow
def test_no_address_changes_anything_when_it_is_only_looked_at(answers, scorecard):
    changed = {name: look.written for name, look in answers.items() if look.written}
    with sweep.writes() as seen:
        sweep.note("UPDATE", '"courses_enrolment"', seen)
    scorecard("29", len(changed), "direcciones que cambian algo con GET", "0", control=f"se ve: {seen[0]}")
    assert changed == {}


@pytest.mark.slow
def test_every_answer_carries_the_headers(answers, scorecard):
    lacking = {name: look.lacking for name, look in answers.items() if look.lacking}
    bare = sweep.lacking({})
    scorecard("30", len(lacking), "respuestas sin alguna cabecera", "0", control=f"sin cabeceras: {bare}")
    assert lacking == {}
