"""POST and GET of observations."""

from __future__ import annotations

import hashlib
import re

import msgspec
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from pagus.apps.people.queries import is_person, read_people
from pagus.apps.streams import queries
from pagus.apps.streams.observation import Batch, Device, Receipts, RequestKey
from pagus.apps.streams.senders import within_reach
from pagus.apps.streams.submission import submitter
from pagus.apps.territory.queries import things
from pagus.doors.api_v1.problem import ApiError, answering, json_answer, note_members, problem
from pagus.doors.api_v1.senders import sender_of
from pagus.doors.observation_body import LARGEST_BODY, MOST_OBSERVATIONS, Body, batch_of, explain
from pagus.doors.on_the_loop import settled
from pagus.errors import NotFound
from pagus.kernel.time import format_instant

__all__ = ["answer_of", "last", "post", "read_batch"]

_DECODER = msgspec.json.Decoder(Body)
_MOST_SUBJECTS = 100
_KEY = re.compile(r"[\x21-\x7e]{1,200}")


@answering("POST")
def post(request: HttpRequest) -> HttpResponse:
    """Store a batch of observations; the answer comes when they are on the disk.

    Takes: a bearer token of a registered source; a JSON object with ``observations``, each with subject, signal, time
    (ISO 8601 with offset, or ms since 1970 UTC), value, and at will unit (UCUM) and id; at will an
    ``Idempotency-Key``: the same key with the same body gives the first answer again.
    Gives: 200 with accepted, duplicates, held, rejected; 422 when every observation was rejected.
    Refuses: 401, 411, 413, 415; 400 for no JSON, 422 for other fields than these; 409 for a key that came with another
    body.
    """
    submitted = settled(request)
    if submitted is not None:
        return answer_of(submitted.reply)
    return answer_of(submitter(settings.WORKSPACE).submit(read_batch(request)))


def read_batch(request: HttpRequest) -> Batch:
    """What this post brings, as its source may send it. Refuses: ApiError."""
    source = sender_of(request)
    body = _body(request)
    key = _request_key(request.META.get("HTTP_IDEMPOTENCY_KEY"), body)
    try:
        incoming = _DECODER.decode(body).observations
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _unreadable(error) from error
    reach = within_reach(source, {each.subject for each in incoming})
    return batch_of(source.name, incoming, reach, key, Device("http"))


def _body(request: HttpRequest) -> bytes:
    if request.content_type not in {"application/json", ""}:
        raise ApiError(
            "a body of type {found} is not read here",
            status=415,
            field="Content-Type",
            remedy="send application/json",
            found=request.content_type[:80],
        )
    length = request.META.get("CONTENT_LENGTH", "")
    told = length.isascii() and length.isdigit()
    if not told or int(length[:12]) > LARGEST_BODY:
        raise ApiError(
            "a request is at most {limit} bytes long, and says how long it is",
            status=413 if told else 411,
            field="Content-Length",
            remedy="send at most {most} observations at once",
            limit=LARGEST_BODY,
            most=MOST_OBSERVATIONS,
        )
    body: bytes = request.body
    return body


def _request_key(text: str | None, body: bytes) -> RequestKey | None:
    """The key of a request, from its header ``Idempotency-Key``. Refuses: ApiError when it is no key."""
    if text is None:
        return None
    if not _KEY.fullmatch(text):
        raise ApiError(
            "the Idempotency-Key is empty, too long or not plain",
            status=422,
            field="Idempotency-Key",
            remedy="send 1 to 200 printable ASCII characters, as a UUID",
        )
    return RequestKey(text, hashlib.blake2b(body, digest_size=16).digest())


def _unreadable(error: Exception) -> ApiError:
    found = explain(error)
    return ApiError(
        "the body cannot be read: {reason}",
        status=422 if found.is_json else 400,
        field=found.field,
        remedy='send {{"observations": [{{"subject": "thing:station-1", "signal": "no2", '
        '"time": "2026-03-01T08:00:00Z", "value": 21.5}}]}}',
        reason=found.reason,
    )


def answer_of(receipts: Receipts) -> HttpResponse:
    """What the sender is told; in the reader's language where something was held or rejected."""
    members: dict[str, object] = {"accepted": receipts.accepted, "duplicates": receipts.duplicates}
    members |= {"held": note_members(receipts.held), "rejected": note_members(receipts.rejected)}
    if receipts.rejected and len(receipts.rejected) == receipts.total:
        first = members["rejected"][0]  # type: ignore[index]
        return problem(422, first["detail"], {"field": first["field"], "remedy": first["remedy"]} | members)
    return json_answer(members)


@answering("GET")
def last(request: HttpRequest) -> HttpResponse:
    """The newest accepted value of each series of these subjects.

    Takes: ``subject``, repeated; without it all things. Things and places are public; people are shown to a logged-in
    user who may see them, and the reading is journalled. Gives: subject, signal, time, value, unit, source.
    Refuses: 404 for a person that this reader may not see, 422 for too many subjects.
    """
    wanted = list(dict.fromkeys(request.GET.getlist("subject")))
    if len(wanted) > _MOST_SUBJECTS:
        raise ApiError(
            "{count} subjects are too many",
            status=422,
            field="subject",
            remedy="ask for at most {most} at once",
            count=len(wanted),
            most=_MOST_SUBJECTS,
        )
    people = [code for code in wanted if is_person(code)]
    if people and len(read_people(request.user, "api", people)) < len(people):
        raise NotFound("no such person here, or not for you")
    subjects = wanted or [thing.code for thing in things()]
    units = {code: signal.unit for code, signal in queries.signals().items()}
    rows = queries.last_values(subjects).iter_rows()
    found = [
        {
            "subject": subject,
            "signal": signal,
            "time": format_instant(t),
            "value": value,
            "unit": units[signal],
            "source": source,
        }
        for subject, signal, t, value, source, _ in rows
    ]
    return json_answer({"observations": found})
