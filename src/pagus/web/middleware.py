"""Every error becomes an answer: those of the error tree in words, all others with an incident number."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Mapping

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.roles import VERBS
from pagus.apps.journal import actions as journal
from pagus.errors import KitError, NotAllowed, PagusError, treatment_of

__all__ = ["ErrorPages", "error_page", "in_words"]

log = logging.getLogger("pagus.web")


def in_words(error: PagusError) -> str:
    """What does this error say, in the language of the reader? Faults of a kit stay in the author's English."""
    text = _(error.key)
    lead = text.format(**_facts_in_words(error.facts)) if error.facts else text
    faults = error.faults if isinstance(error, KitError) else ()
    return "\n".join([lead, *map(str, faults)])


def _facts_in_words(facts: Mapping[str, object]) -> dict[str, object]:
    """The facts of an error, a verb of the roles as people say it."""
    verb = VERBS.get(str(facts.get("verb")))
    return {**facts, "verb": verb.say(get_language() or "en")} if verb else dict(facts)


def error_page(request: HttpRequest, status: int, message: str, incident: str = "") -> HttpResponse:
    """The answer for an error: JSON under /api/, a page elsewhere."""
    if request.path.startswith("/api/"):
        body = {"status": status, "error": message} | ({"incident": incident} if incident else {})
        return JsonResponse(body, status=status)
    facts = {"status": status, "message": message, "incident": incident}
    return HttpResponse(render_to_string("error.html", facts, request), status=status)


class ErrorPages:
    """Turn exceptions of views into answers; journal what was forbidden."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer one request."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Give the answer for an exception that a view let through."""
        if isinstance(error, Http404 | PermissionDenied):
            return None
        if isinstance(error, PagusError):
            treatment = treatment_of(error)
            log.log(logging.getLevelName(treatment.log_level.upper()), "%s: %s", type(error).__name__, error.key)
            if isinstance(error, NotAllowed):
                actor, role = accounts.actor_of(request.user)
                journal.record(actor, role, "refused", request.path[:200], "access", {"method": request.method})
            return error_page(request, treatment.http_status, in_words(error))
        incident = secrets.token_hex(4).upper()
        # The path as ASCII: a line break in it would forge a line of the log.
        log.error("incident %s at %s", incident, ascii(request.path), exc_info=error)
        return error_page(request, 500, _("Something went wrong on our side."), incident)
