"""What leaves for a capability and what may come back: shapes, and the pseudonym under which it knows a subject."""

from __future__ import annotations

import hmac

import msgspec

from pagus.errors import InputError

__all__ = ["Answer", "Question", "Result", "SentPoint", "pseudonym", "read_answer"]

MOST_RESULTS = 1_000


class SentPoint(msgspec.Struct, frozen=True):
    """A value that a capability reads; ``t`` in ms since 1970 UTC, ``unit`` the signal's own."""

    signal: str
    t: int
    value: float
    unit: str


class Question(msgspec.Struct, frozen=True):
    """What is sent about one subject at one instant."""

    capability: str
    kit: str
    version: str
    model_digest: str
    subject: str
    at: int
    points: list[SentPoint]


class Result(msgspec.Struct, frozen=True):
    """A value that came back."""

    subject: str
    t: int
    value: float
    unit: str | None = None


class Answer(msgspec.Struct, frozen=True):
    """What came back: which model gave it, and the values."""

    model_digest: str
    results: list[Result]


def pseudonym(secret: str, capability: str, subject: str) -> str:
    """Under which name does this capability know this subject?

    Takes: the secret of the workspace. Gives: 32 hex digits, the same each time; another capability, or another
    workspace, has others, so that what they received cannot be joined.
    """
    message = f"pagus capability\0{capability}\0{subject}".encode()
    return hmac.digest(secret.encode(), message, "sha256").hex()[:32]


def read_answer(content: bytes, subject: str, earliest_ms: int) -> Answer:
    """What does this answer say about this subject?

    Takes: the bytes; the pseudonym that was asked about; the first instant of what was sent.
    Refuses: InputError for what is no such document, that speaks of another subject or of an instant before what was
    sent, or that holds more than ``MOST_RESULTS`` values.
    """
    try:
        answer = msgspec.json.decode(content, type=Answer)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError("its answer is no document of the agreed form") from error
    if len(answer.results) > MOST_RESULTS:
        raise InputError("its answer holds more than {most} values", most=MOST_RESULTS)
    if any(result.subject != subject for result in answer.results):
        raise InputError("its answer speaks of somebody it was not asked about")
    if any(not earliest_ms <= result.t < 2**53 for result in answer.results):
        raise InputError("its answer speaks of an instant outside what it was sent")
    return answer
