"""Errors as ``application/problem+json`` (RFC 9457), with the field that is wrong and what would be right."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import wraps

import msgspec
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from pagus.apps.streams.observation import Note
from pagus.errors import DoorError, PagusError, StoreError, treatment_of

__all__ = ["Answer", "ApiError", "answering", "json_answer", "note_members"]

Answer = Callable[..., HttpResponse]
_ENCODER = msgspec.json.Encoder()


class ApiError(DoorError):
    """A request that this door does not take: its HTTP status, the field or header, and the remedy with ``{facts}``."""

    def __init__(self, key: str, *, status: int, field: str, remedy: str, **facts: object) -> None:
        super().__init__(key, protocol="api/v1", **facts)
        self.status = status
        self.field = field
        self.remedy = remedy


def json_answer(content: object, status: int = 200, kind: str = "application/json") -> HttpResponse:
    """An answer with this content as JSON."""
    return HttpResponse(_ENCODER.encode(content), status=status, content_type=kind)


def problem(status: int, detail: str, members: Mapping[str, object]) -> HttpResponse:
    """An answer that says what is wrong."""
    content = {"type": "about:blank", "status": status, "detail": detail} | dict(members)
    return json_answer(content, status, "application/problem+json")


def note_members(notes: Iterable[Note]) -> list[dict[str, object]]:
    """Notes as JSON members: position, field, detail, remedy."""
    said = ((note, note.in_words(_)) for note in notes)
    return [
        {"position": note.position, "field": note.field, "detail": detail, "remedy": remedy}
        for note, (detail, remedy) in said
    ]


def answering(method: str) -> Callable[[Answer], Answer]:
    """Let a view take one method and raise errors of the tree: they become problems in the reader's language.

    A machine sends a token or nothing and no form: there is no cookie of it to forge.
    """

    def decorate(view: Answer) -> Answer:
        return csrf_exempt(_answer_of(view, method))

    return decorate


def _answer_of(view: Answer, method: str) -> Answer:
    @wraps(view)
    def answer(request: HttpRequest, *arguments: object, **named: object) -> HttpResponse:
        if request.method != method:
            said = _("this address takes {method} only").format(method=method)
            response = problem(405, said, {"field": "method", "remedy": ""})
            response.headers["Allow"] = method
            return response
        try:
            return view(request, *arguments, **named)
        except ApiError as error:
            members = {"field": error.field, "remedy": _(error.remedy).format(**error.facts)}
            response = problem(error.status, _said(error), members)
            if error.status == 401:
                response.headers["WWW-Authenticate"] = 'Bearer realm="observations"'
            return response
        except PagusError as error:
            response = problem(treatment_of(error).http_status, _said(error), {"field": "", "remedy": ""})
            if isinstance(error, StoreError) and error.retryable:
                response.headers["Retry-After"] = "5"
            return response

    return answer


def _said(error: PagusError) -> str:
    text = _(error.key)
    return text.format(**error.facts) if error.facts else text
