"""The addresses of the FHIR door, made from its routes, and the one view that answers them.

Whoever adds providers, ways of signing in or routes does it in ``doors/fhir_r4/registered.py``, which is imported here.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, re_path
from django.views.decorators.csrf import csrf_exempt

from pagus.apps.journal import actions as journal
from pagus.doors.fhir_r4 import registered
from pagus.doors.fhir_r4.call import Call, base_of, check_format, pretty
from pagus.doors.fhir_r4.outcome import FhirError, error_of, outcome_response
from pagus.doors.fhir_r4.routes import Route, routes
from pagus.doors.fhir_r4.signing_in import sign_in
from pagus.doors.smart.origins import let_read
from pagus.errors import PagusError

__all__ = ["app_name", "urlpatterns"]

log = logging.getLogger("pagus.fhir")
app_name = "fhir_r4"


def _answering(of_pattern: tuple[Route, ...]) -> Callable[..., HttpResponse]:
    by_method = {route.method: route for route in of_pattern}
    if "GET" in by_method:
        by_method["HEAD"] = by_method["GET"]

    def view(request: HttpRequest, **named: str) -> HttpResponse:
        if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
            return let_read(request, HttpResponse(status=204))
        try:
            check_format(request.GET.get("_format", ""), request.headers.get("Accept", ""))
            route = by_method.get(request.method)
            if route is None:
                raise FhirError(
                    "this address takes {methods} only",
                    status=405,
                    expression="http.method",
                    methods=", ".join(sorted(by_method)),
                )
            response = _answer(request, route, named)
        except PagusError as error:
            response = _refusal(request, error)
        except RecursionError:
            response = outcome_response(FhirError("this is nested too deeply", status=400, expression="Resource"))
        except Exception as error:
            incident = secrets.token_hex(4).upper()
            log.error("incident %s at %s", incident, ascii(request.path), exc_info=error)
            said = FhirError(
                "something went wrong on our side: {incident}",
                status=500,
                expression="http.url",
                code="exception",
                incident=incident,
            )
            response = outcome_response(said)
        if response.status_code == 405 and by_method:
            response.headers["Allow"] = ", ".join(sorted(by_method))
        return let_read(request, response)

    return csrf_exempt(view)  # type: ignore[no-any-return]


def _answer(request: HttpRequest, route: Route, named: dict[str, str]) -> HttpResponse:
    if route.open:
        return route.handler(request, base_of(request), **named)
    call = Call(request, sign_in(request), base_of(request))
    if call.access.user is not None and request.user.is_authenticated and request.method not in ("GET", "HEAD"):
        _refuse_forged(request)
    response = route.handler(call, **named)
    if request.GET.get("_pretty") == "true" and response.content.startswith(b"{"):
        response.content = pretty(response.content)
    return response


def _refuse_forged(request: HttpRequest) -> None:
    """A cookie travels by itself: what comes with it and is no reading must come from a page of ours."""
    if "Authorization" not in request.headers and request.headers.get("Sec-Fetch-Site", "") != "same-origin":
        raise FhirError(
            "a request of a logged-in person comes from a page of this server, or with a token",
            status=403,
            expression="http.Sec-Fetch-Site",
        )


def _refusal(request: HttpRequest, error: PagusError) -> HttpResponse:
    made = error_of(error)
    if made.status == 403:
        name = request.user.get_username() if request.user.is_authenticated else "fhir"
        journal.record(name or "fhir", "none", "refused", request.path[:200], "access", {"method": request.method})
    return outcome_response(made)


def _unknown(request: HttpRequest, **_named: str) -> HttpResponse:
    return outcome_response(FhirError("there is nothing at this address", status=404, expression="http.url"))


def _patterns() -> list[URLPattern]:
    by_pattern: dict[str, list[Route]] = {}
    for route in routes():
        by_pattern.setdefault(route.pattern, []).append(route)
    found = []
    for pattern, several in by_pattern.items():
        view = _answering(tuple(several))
        found.append(re_path(f"^{pattern}$", view))
        if pattern:
            found.append(re_path(f"^{pattern}/$", view))
    return [*found, re_path(r"^.*$", csrf_exempt(_unknown))]


registered.register_all()
urlpatterns = _patterns()
