"""POST and GET of observations."""

from __future__ import annotations

import hashlib
import re
from typing import Annotated

import msgspec
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from pagus.apps.people.queries import is_person, read_people
from pagus.apps.streams import queries
from pagus.apps.streams.observation import Batch, Note, Observation, Receipts, Refusal, RequestKey
from pagus.apps.streams.senders import within_reach
from pagus.apps.streams.submission import submitter
from pagus.apps.territory.queries import things
from pagus.doors.api_v1.problem import ApiError, answering, json_answer, note_members, problem
from pagus.doors.api_v1.senders import sender_of
from pagus.errors import InputError, NotFound
from pagus.kernel.time import format_instant, parse_instant

__all__ = ["LARGEST_BODY", "MOST_OBSERVATIONS", "last", "post"]

LARGEST_BODY = 8 * 1024 * 1024
MOST_OBSERVATIONS = 10_000
_MOST_SUBJECTS = 100
_LONGEST_KEPT = 500
_KEY = re.compile(r"[\x21-\x7e]{1,200}")
_PATH = re.compile(r" - at `\$\.?([^`]*)`$")


class _Incoming(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    subject: str
    signal: str
    time: str | int
    value: float
    unit: str | None = None
    id: str | None = None


class _Body(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    observations: Annotated[list[_Incoming], msgspec.Meta(min_length=1, max_length=MOST_OBSERVATIONS)]


_DECODER = msgspec.json.Decoder(_Body)


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
    source = sender_of(request)
    body = _body(request)
    key = _request_key(request, body)
    try:
        incoming = _DECODER.decode(body).observations
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _unreadable(error) from error
    reach = within_reach(source, {each.subject for each in incoming})
    batch = _batch(source.name, incoming, reach, key)
    return _answer(submitter(settings.WORKSPACE).submit(batch))


def _body(request: HttpRequest) -> bytes:
    if request.content_type not in {"application/json", ""}:
        raise ApiError(
            "a body of type {found} is not read here",
            status=415,
            field="Content-Type",
            remedy="send application/json",
            found=request.content_type[:80],
        )
    length = request.headers.get("Content-Length", "")
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


def _request_key(request: HttpRequest, body: bytes) -> RequestKey | None:
    text = request.headers.get("Idempotency-Key")
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
    text = str(error)
    found = _PATH.search(text)
    return ApiError(
        "the body cannot be read: {reason}",
        status=422 if isinstance(error, msgspec.ValidationError) else 400,
        field=found[1] if found else "",
        remedy='send {{"observations": [{{"subject": "thing:station-1", "signal": "no2", '
        '"time": "2026-03-01T08:00:00Z", "value": 21.5}}]}}',
        reason=_PATH.sub("", text)[:300],
    )


def _batch(source: str, incoming: list[_Incoming], reach: frozenset[str], key: RequestKey | None) -> Batch:
    observations: list[Observation] = []
    positions: list[int] = []
    refused: list[Refusal] = []
    for position, each in enumerate(incoming):
        try:
            instant = each.time if isinstance(each.time, int) else parse_instant(each.time[:60])
        except InputError as error:
            note = Note.of_error(position, "time", error, "write it as 2026-03-01T08:00:00+01:00")
            refused.append(_refusal(note, each))
            continue
        if each.subject not in reach:
            refused.append(_refusal(_not_yours(position, each.subject), each))
            continue
        observations.append(Observation(each.subject, each.signal, instant, each.value, each.unit, each.id))
        positions.append(position)
    return Batch(source, observations, key, positions, tuple(refused))


def _not_yours(position: int, subject: str) -> Note:
    """No such subject, or none of this source's territory: the two are not told apart."""
    key = "subject {subject!r} is not registered in the territory of this source"
    remedy = "correct the code, or have the subject or the source registered where it belongs"
    return Note(position, "subject", key, {"subject": subject[:160]}, remedy)


def _refusal(note: Note, each: _Incoming) -> Refusal:
    return Refusal(note, msgspec.json.encode(each).decode()[:_LONGEST_KEPT])


def _answer(receipts: Receipts) -> HttpResponse:
    members = {
        "accepted": receipts.accepted,
        "duplicates": receipts.duplicates,
        "held": note_members(receipts.held),
        "rejected": note_members(receipts.rejected),
    }
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
