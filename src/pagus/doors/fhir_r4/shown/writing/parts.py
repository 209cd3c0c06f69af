"""What documents are put together from: ids, references, instants, codes, and the mark of simulated data."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from pagus.apps.resources.naming import IDENTIFIER_SYSTEM, reference_of_code
from pagus.kit_language.model import Text

__all__ = [
    "HTEST",
    "OWN",
    "Document",
    "begin",
    "coded",
    "day",
    "identifier",
    "instant",
    "notes",
    "plain_id",
    "reference",
    "subject_reference",
    "without_nothing",
]

Document = dict[str, Any]

OWN = "urn:pagus:"
"""Code systems and extensions of the house begin so: names that stay, whoever hosts it."""

HTEST = {"system": "http://terminology.hl7.org/CodeSystem/v3-ActReason", "code": "HTEST", "display": "test health data"}
"""FHIR's own label for data that are no real person's: everything simulated carries it."""

_ID = re.compile(r"[A-Za-z0-9\-.]{1,64}")


def plain_id(*parts: object) -> str:
    """An id that FHIR allows, made of these parts with a dot between.

    Takes: texts or numbers. Gives: 64 characters at most. What FHIR's ids cannot hold becomes a hyphen, and eight
    letters of a digest keep two of them apart.
    """
    text = ".".join(str(part) for part in parts)
    if _ID.fullmatch(text):
        return text
    mark = hashlib.sha256(text.encode()).hexdigest()[:8]
    return f"{re.sub(r'[^A-Za-z0-9.-]', '-', text)[:55]}.{mark}"


def instant(ms: int) -> str:
    """An instant of FHIR: milliseconds are kept, the zone is UTC."""
    moment = datetime.fromtimestamp(ms // 1_000, tz=UTC)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{ms % 1_000:03d}Z"


def day(ms: int) -> str:
    """The day of an instant in UTC."""
    return f"{datetime.fromtimestamp(ms // 1_000, tz=UTC):%Y-%m-%d}"


def begin(kind: str, id_: str, updated_ms: int | None, *, simulated: bool = False) -> Document:
    """The head of a document: type, id, meta. Simulated data say so in ``meta.security``; the version comes later."""
    meta: Document = {} if updated_ms is None else {"lastUpdated": instant(updated_ms)}
    if simulated:
        meta["security"] = [HTEST]
    return {"resourceType": kind, "id": id_, "meta": meta}


def identifier(code: str) -> Document:
    """A code of the house as an identifier."""
    return {"system": IDENTIFIER_SYSTEM, "value": code}


def reference(kind: str, id_: str, display: str = "") -> Document:
    """A reference to another document here."""
    return without_nothing({"reference": f"{kind}/{id_}", "display": display})


def subject_reference(code: str, display: str = "") -> Document:
    """A reference to the person, thing or place of this code; by its identifier where it has no id of its own."""
    known = reference_of_code(code)
    if known is None:
        return without_nothing({"identifier": identifier(code), "display": display})
    return without_nothing({"reference": known, "display": display})


def coded(system: str, code: str, text: Text | str, language: str) -> Document:
    """A concept: its code, and what it is called in the language of the reader."""
    words = text if isinstance(text, str) else text.say(language)
    return {"coding": [{"system": system, "code": code, "display": words}], "text": words}


def without_nothing(document: Mapping[str, Any]) -> Document:
    """The same without members that are empty: FHIR has no empty text, list or object."""
    return {name: value for name, value in document.items() if value is not None and value not in ("", [], {})}


def notes(texts: Iterable[str]) -> list[Document]:
    """Annotations with these texts."""
    return [{"text": text} for text in texts if text]
