"""Signing in: e-mail and password, then the phone's code or a key. Nobody opens an account alone."""

from config.settings.environment import env

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["people.backend.Backend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
# Wagtail's own pages send here too; its doors are closed in people.signin_urls.
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_FRONTEND_LOGIN_URL = "account_login"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("first_name", "last_name", "email")},
    },
]
PASSWORD_RESET_TIMEOUT = 3600

ACCOUNT_ADAPTER = "people.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
# Nobody is written to at an address that has no account: a letter to a stranger is a nuisance and a clue.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_RATE_LIMITS = {
    "login_failed": "20/h/key,60/h/ip",
    "login": "60/m/ip",
    "reset_password": "5/h/key,20/h/ip",
}
# How many proxies of ours stand before us and write X-Forwarded-For; none is believed otherwise.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)

MFA_ADAPTER = "allauth.mfa.adapter.DefaultMFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Concejo"
# Browsers hold http://localhost to be safe; the library must be told so. Nowhere else.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = env("SITE_HOST", default="localhost") == "localhost"
# A row a request would be a write a request: people.middleware notes activity every few minutes instead.
USERSESSIONS_TRACK_ACTIVITY = False
