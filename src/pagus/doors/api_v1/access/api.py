"""The addresses under ``/api/v1/access/``, who may use them, and what a refusal looks like."""

from __future__ import annotations

from django.contrib.auth import authenticate
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import HttpBasicAuth

from pagus import __version__
from pagus.apps.accounts import queries as accounts
from pagus.doors.api_v1.access import computing, reaching, visiting
from pagus.doors.api_v1.problem import problem
from pagus.errors import PagusError, treatment_of

__all__ = ["api"]

VERB = "see_places"


class Login(HttpBasicAuth):
    """The login and the password of an account that may see places; a cookie is nothing here, so none can be abused."""

    def authenticate(self, request: HttpRequest, username: str, password: str) -> AbstractBaseUser | None:
        """Whose login is this? A login that failed too often stays locked, as on the login page."""
        user = authenticate(request, username=username, password=password)
        if user is not None:
            accounts.require(user, VERB)
        return user


api = NinjaAPI(
    title="Pagus: access to care",
    version=__version__,
    description=(
        "Who can reach which care, and what would change it. Each question is answered from what the request holds or "
        "from the public directory; nothing of it is kept."
    ),
    urls_namespace="api_access",
    docs_url=None,
    auth=Login(),
)
api.add_router("", computing.addresses)
api.add_router("", reaching.addresses)
api.add_router("", visiting.addresses)


@api.exception_handler(PagusError)
def _explain(request: HttpRequest, error: PagusError) -> HttpResponse:
    said = _(error.key)
    detail = said.format(**error.facts) if error.facts else said
    return problem(treatment_of(error).http_status, detail, {"field": "", "remedy": ""})


@api.exception_handler(ValidationError)
def _show_field(request: HttpRequest, error: ValidationError) -> HttpResponse:
    first = error.errors[0]
    field = ".".join(str(part) for part in first["loc"][2:])
    members = {"field": field, "remedy": _("see openapi.json beside this address for what is expected")}
    return problem(422, str(first["msg"]), members)


@api.exception_handler(AuthenticationError)
def _ask_who(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    members = {"field": "Authorization", "remedy": _("send a login and its password (Basic)")}
    answer = problem(401, _("this address asks for an account that may see places"), members)
    answer.headers["WWW-Authenticate"] = 'Basic realm="pagus", charset="UTF-8"'
    return answer


@api.exception_handler(HttpError)
def _say(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(error.status_code, str(error), {"field": "", "remedy": ""})
