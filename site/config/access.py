"""The access table: every address and every socket message of the site, and who may use it."""

from django.conf import settings

from core.access import Row, consumer, include, url
from courses.rules import may_reach_answers, may_reach_editions, may_reach_management, may_reach_rolls
from courses.rules.dashboards import may_see_dashboards
from people.rules import anyone, may_enter_admin, may_keep_people, may_see_directory, nobody, signed_in
from videoconf.rules import directs_the_room, is_admitted, is_in_the_room, may_exchange_media

DEMO: tuple[Row, ...] = (
    url("demo:enter", POST=anyone),
    url("demo:door", GET=anyone),
    url("demo:mailbox", GET=anyone),
    url("demo:mail", GET=anyone),
)

TABLE: tuple[Row, ...] = (
    url("alive", GET=anyone),
    # --- ui ---
    # Answers 404 outside the demo, whoever asks.
    url("gallery", GET=anyone),
    # --- core ---
    url("ready", GET=anyone),
    url("core:file", GET=anyone),
    # Wagtail's own sign-in and the passwords of pages: both are off here, and stay shut.
    include("_util/", nobody),
    # --- people ---
    # Doors of libraries: they answer anybody, and only ever send to the one way in.
    url("people:wagtail_logout", GET=anyone, POST=anyone),
    url("people:admin_door", GET=anyone, POST=anyone),
    url("people:django_admin_door", GET=anyone, POST=anyone),
    url("people:pages_door", GET=anyone, POST=anyone),
    # Accounts are made by invitation: one opened in Wagtail would have no audit row.
    include("admin/users/", nobody),
    include("admin/groups/", nobody),
    url("account_login", GET=anyone, POST=anyone),
    url("account_logout", GET=anyone, POST=anyone),
    url("account_inactive", GET=anyone),
    url("account_signup", GET=anyone, POST=anyone),
    url("account_reset_password", GET=anyone, POST=anyone),
    url("account_reset_password_done", GET=anyone),
    url("account_reset_password_from_key", GET=anyone, POST=anyone),
    url("account_reset_password_from_key_done", GET=anyone),
    # Half signed in: allauth asks for the password shown a moment ago.
    url("mfa_authenticate", GET=anyone, POST=anyone),
    url("mfa_login_webauthn", GET=anyone, POST=anyone),
    url("people:recover", GET=anyone, POST=anyone),
    url("account_reauthenticate", GET=signed_in, POST=signed_in),
    url("account_email", GET=signed_in),
    url("account_change_password", GET=signed_in, POST=signed_in),
    url("account_set_password", GET=signed_in, POST=signed_in),
    url("mfa_index", GET=signed_in),
    url("mfa_reauthenticate", GET=signed_in, POST=signed_in),
    url("mfa_activate_totp", GET=signed_in, POST=signed_in),
    url("mfa_deactivate_totp", GET=signed_in, POST=signed_in),
    url("mfa_view_recovery_codes", GET=signed_in),
    url("mfa_generate_recovery_codes", GET=signed_in, POST=signed_in),
    url("mfa_download_recovery_codes", GET=signed_in),
    url("mfa_list_webauthn", GET=signed_in),
    url("mfa_add_webauthn", GET=signed_in, POST=signed_in),
    url("mfa_reauthenticate_webauthn", GET=signed_in, POST=signed_in),
    url("mfa_remove_webauthn", GET=signed_in, POST=signed_in),
    url("mfa_edit_webauthn", GET=signed_in, POST=signed_in),
    url("usersessions_list", GET=signed_in, POST=signed_in),
    url("people:second_factor", GET=signed_in),
    url("people:type_code", GET=anyone, POST=anyone),
    url("people:accept", GET=anyone, POST=anyone),
    url("people:choose_entity", POST=signed_in),
    url("people:me", GET=signed_in, POST=signed_in),
    url("people:directory", GET=may_see_directory),
    url("people:entities", GET=may_see_directory),
    url("people:entity", GET=may_see_directory),
    # Whom one may look after is asked by the service, with the person at hand.
    url("people:people", GET=may_keep_people),
    url("people:person", GET=may_keep_people),
    url("people:suspend", POST=may_keep_people),
    url("people:resume", POST=may_keep_people),
    url("people:call_back", GET=may_keep_people, POST=may_keep_people),
    url("people:add_post", GET=may_keep_people, POST=may_keep_people),
    url("people:change_roles", GET=may_keep_people, POST=may_keep_people),
    url("people:end_post", POST=may_keep_people),
    url("people:invitations", GET=may_keep_people),
    url("people:invite", GET=may_keep_people, POST=may_keep_people),
    url("people:letters", POST=may_keep_people),
    url("people:batch", GET=may_keep_people, POST=may_keep_people),
    url("people:apply_batch", POST=may_keep_people),
    url("people:resend", POST=may_keep_people),
    url("people:revoke", POST=may_keep_people),
    # --- cms ---
    include("admin/", may_enter_admin),
    # Wagtail's page to try what an error looks like.
    include("admin/failwhale/", nobody),
    # Who may read each page, image or document is asked with it at hand: it is what says for whom it is.
    url("wagtail_serve", GET=anyone),
    url("cms:home", GET=anyone),
    url("cms:news", GET=anyone),
    url("cms:resources", GET=anyone),
    url("cms:accessibility", GET=anyone),
    url("cms:privacy", GET=anyone),
    url("cms:search", GET=anyone),
    url("cms:rendition", GET=anyone),
    url("cms:original", GET=anyone),
    url("cms:document", GET=anyone),
    # --- videoconf ---
    # Whether she is admitted is asked by the view, as the socket asks it: with the room at hand.
    url("videoconf:room", GET=signed_in),
    url("videoconf:left", GET=signed_in),
    consumer(
        "videoconf.room",
        connect=is_admitted,
        hello=is_admitted,
        resume=is_admitted,
        join=is_admitted,
        ping=is_admitted,
        leave=is_in_the_room,
        chat=is_in_the_room,
        media=is_in_the_room,
        signal=may_exchange_media,
        end=directs_the_room,
    ),
    # --- courses ---
    # The view asks about the edition, the place or the lesson at hand; here is only who may knock.
    url("courses:programme", GET=anyone),
    url("courses:mine", GET=signed_in),
    url("courses:aula", GET=signed_in),
    url("courses:panel", GET=may_see_dashboards),
    url("courses:panel_file", GET=may_see_dashboards),
    url("courses:panel_course", GET=may_see_dashboards),
    url("courses:panel_course_file", GET=may_see_dashboards),
    url("courses:ask", POST=signed_in),
    url("courses:people", GET=signed_in),
    url("courses:place", GET=signed_in),
    url("courses:give_up", GET=signed_in, POST=signed_in),
    url("courses:accept", POST=signed_in),
    url("courses:management", GET=may_reach_management, POST=may_reach_management),
    url("courses:consent", GET=signed_in, POST=signed_in),
    url("courses:answer", POST=may_reach_answers),
    url("courses:finish", POST=signed_in),
    url("courses:leave", POST=signed_in),
    url("courses:session", GET=signed_in),
    url("courses:attendance", GET=signed_in),
    url("courses:attendance_file", GET=signed_in),
    url("courses:rest", POST=signed_in),
    url("courses:correct_attendance", GET=signed_in, POST=signed_in),
    url("courses:edition_attendance", GET=signed_in),
    url("courses:edition_attendance_file", GET=signed_in),
    url("courses:town_attendance", GET=signed_in),
    url("courses:town_attendance_file", GET=signed_in),
    url("plazas_modeladmin_index", GET=may_reach_rolls),
    url("plazas_modeladmin_inspect", GET=may_reach_rolls),
    url("asistencias_modeladmin_index", GET=may_reach_rolls),
    url("asistencias_modeladmin_inspect", GET=may_reach_rolls),
    url("courses_list:index", GET=may_reach_editions),
    url("courses_list:index_results", GET=may_reach_editions),
    url("courses_versions", GET=may_reach_editions, POST=may_reach_editions),
    url("courses_new", GET=may_reach_editions, POST=may_reach_editions),
    url("courses_send", GET=may_reach_editions, POST=may_reach_editions),
    url("questions_import", GET=may_reach_editions, POST=may_reach_editions),
    url("questions_export", GET=may_reach_editions),
    url("editions:add", GET=may_reach_editions, POST=may_reach_editions),
    url("editions:edit", GET=may_reach_editions, POST=may_reach_editions),
    # --- demo ---
    *(DEMO if settings.DEMO_MODE else ()),
)
