"""The Django settings: everything follows from the one workspace that PAGUS_WORKSPACE names."""

from __future__ import annotations

from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from pagus.apps.workspace import current_workspace
from pagus.web.databases import database_of

WORKSPACE = current_workspace()
"""The opened workspace. Code of the apps reads it as ``django.conf.settings.WORKSPACE``: its clock tells the time."""

WEB = Path(__file__).resolve().parent
FACES = WEB.parent / "faces"

DEBUG = False
SECRET_KEY = WORKSPACE.secret_key
ALLOWED_HOSTS = list(WORKSPACE.hosting.hosts)
ROOT_URLCONF = "pagus.web.urls"
WSGI_APPLICATION = "pagus.web.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_htmx",
    "pagus.web",
    "pagus.apps.journal",
    "pagus.apps.territory",
    "pagus.apps.accounts",
    "pagus.apps.people",
    "pagus.apps.streams",
    "pagus.apps.installations",
    "pagus.apps.alerts",
    "pagus.apps.monitoring",
    "pagus.apps.capabilities",
    "pagus.apps.appointments",
    "pagus.apps.identities",
    "pagus.apps.handovers",
    "pagus.apps.pathways",
    "pagus.apps.forms",
    "pagus.apps.messages",
    "pagus.apps.care",
    "pagus.apps.access",
    "pagus.apps.clients",
    "pagus.apps.exchange",
    "oauth2_provider",
    "pagus.apps.sensing",
    "pagus.apps.worklist",
    "pagus.apps.consultations",
]

MIDDLEWARE = [
    # Styles, scripts and pages travel at a third of their size; Django masks the length of pages with secrets.
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "pagus.web.security.HouseHeaders",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "pagus.web.middleware.ErrorPages",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [WEB / "components", *sorted(FACES.glob("*/templates"))],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "pagus.web.context.workspace_facts",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

DATABASES = {"default": database_of(WORKSPACE)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("French")), ("en", _("English")), ("de", _("German"))]
LOCALE_PATHS = [WEB / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Paris"

STATIC_URL = "/static/"
STATICFILES_DIRS = [WEB / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 300

AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "console:today"
LOGOUT_REDIRECT_URL = "/"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_LOCKOUT_CALLABLE = "pagus.web.security.locked_out"

SESSION_COOKIE_NAME = "pagus_session"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = WORKSPACE.hosting.serves_tls
CSRF_COOKIE_SECURE = WORKSPACE.hosting.serves_tls
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 31_536_000 if WORKSPACE.hosting.serves_tls else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

OAUTH2_PROVIDER_APPLICATION_MODEL = "clients.Client"
OAUTH2_PROVIDER_ACCESS_TOKEN_MODEL = "oauth2_provider.AccessToken"
OAUTH2_PROVIDER = {
    "OAUTH2_SERVER_CLASS": "pagus.doors.smart.server.SmartServer",
    "OAUTH2_VALIDATOR_CLASS": "pagus.doors.smart.validator.SmartValidator",
    "SCOPES_BACKEND_CLASS": "pagus.doors.smart.validator.ClientScopes",
    "ACCESS_TOKEN_EXPIRE_SECONDS": 300,  # SMART backend services: at most five minutes
    "AUTHORIZATION_CODE_EXPIRE_SECONDS": 60,
    "PKCE_REQUIRED": True,
    # Programs on the same machine may be sent back by http; elsewhere TLS is a must (actions.register_client).
    "ALLOWED_REDIRECT_URI_SCHEMES": ["http", "https"],
    "COMPLIANT_BCP_RFC9700_IMPLICIT_GRANT": True,
    "COMPLIANT_BCP_RFC9700_PASSWORD_GRANT": True,
    "COMPLIANT_BCP_RFC9700_PKCE_METHOD": True,
    "COMPLIANT_BCP_RFC9700_ACCESS_TOKEN_TRANSPORT": True,
    "COMPLIANT_BCP_RFC9700_TOKEN_STORAGE": True,  # only digests of tokens are kept
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "img-src": [SELF, "data:"],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "pagus.web.security.LogWithoutPersons",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {
        "file": {
            # Not rotated: three processes write to it, and only warnings and errors.
            "class": "logging.FileHandler",
            "filename": WORKSPACE.folder / "pagus.log",
            "formatter": "plain",
            "delay": True,
        }
    },
    "root": {"handlers": ["file"], "level": "WARNING"},
}
