"""Addresses of signing in: allauth's pages, each by name and in Spanish, and no other of its pages.

The names are allauth's, because its own pages ask for them.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from allauth.usersessions import views as sessions
from django.urls import path, re_path
from django.views.generic import RedirectView

from people.views.audited import audited

_to_profile = RedirectView.as_view(pattern_name="people:me")

urlpatterns = [
    path("entrar/", account.login, name="account_login"),
    path("salir/", account.logout, name="account_logout"),
    path("cerrada/", account.account_inactive, name="account_inactive"),
    path("alta/", account.signup, name="account_signup"),
    path("confirmar/", audited(account.reauthenticate, "people.confirmed"), name="account_reauthenticate"),
    # An address is whom the Diputación invited: nobody changes it alone.
    path("correo/", _to_profile, name="account_email"),
    path("contrasena/", account.password_change, name="account_change_password"),
    path("contrasena/poner/", account.password_set, name="account_set_password"),
    path(
        "contrasena/olvidada/",
        audited(account.password_reset, "people.reset_asked"),
        name="account_reset_password",
    ),
    path("contrasena/enviada/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^contrasena/nueva/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "contrasena/hecho/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"
    ),
    path("segundo-paso/mio/", mfa.index, name="mfa_index"),
    path("segundo-paso/codigo/", mfa.authenticate, name="mfa_authenticate"),
    path(
        "segundo-paso/confirmar/", audited(mfa.reauthenticate, "people.confirmed"), name="mfa_reauthenticate"
    ),
    path("segundo-paso/movil/activar/", totp.activate_totp, name="mfa_activate_totp"),
    path("segundo-paso/movil/quitar/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("segundo-paso/recuperacion/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "segundo-paso/recuperacion/nuevos/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"
    ),
    path(
        "segundo-paso/recuperacion/fichero/",
        codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("llaves/", keys.list_webauthn, name="mfa_list_webauthn"),
    path("llaves/nueva/", keys.add_webauthn, name="mfa_add_webauthn"),
    path("llaves/entrar/", keys.login_webauthn, name="mfa_login_webauthn"),
    path(
        "llaves/confirmar/",
        audited(keys.reauthenticate_webauthn, "people.confirmed"),
        name="mfa_reauthenticate_webauthn",
    ),
    path("llaves/<int:pk>/quitar/", keys.remove_webauthn, name="mfa_remove_webauthn"),
    path(
        "llaves/<int:pk>/nombre/", audited(keys.edit_webauthn, "people.key_renamed"), name="mfa_edit_webauthn"
    ),
    path(
        "sesiones/", audited(sessions.list_usersessions, "people.sessions_closed"), name="usersessions_list"
    ),
]
