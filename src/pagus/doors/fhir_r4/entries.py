"""The entries of a transaction or a batch, read: what each asks for, of what, on which condition."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import msgspec

from pagus.doors.fhir_r4.indexing import relative
from pagus.doors.fhir_r4.outcome import FhirError
from pagus.fhir_r4 import RESOURCE_TYPES

__all__ = ["MOST_ENTRIES", "Asking", "bundle_entries", "named_in_bundle"]

MOST_ENTRIES = 20_000
_ETAG = re.compile(r'(?:W/)?"(\d{1,9})"')
_PATH = re.compile(r" - at `\$\.?([^`]*)`$")


class _Request(msgspec.Struct, forbid_unknown_fields=True, rename="camel", gc=False):
    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"]
    url: str
    if_none_match: str = ""
    if_modified_since: str = ""
    if_match: str = ""
    if_none_exist: str = ""
    id: str = ""
    extension: Any = None


class _Entry(msgspec.Struct, forbid_unknown_fields=True, rename="camel", gc=False):
    full_url: str = ""
    resource: msgspec.Raw = msgspec.Raw()
    request: _Request | None = None
    id: str = ""
    extension: Any = None
    link: Any = None
    search: Any = None
    response: Any = None


class _Bundle(msgspec.Struct, forbid_unknown_fields=True, rename="camel"):
    type: str
    resource_type: Literal["Bundle"]
    entry: list[_Entry] = []
    id: str = ""
    meta: Any = None
    implicit_rules: str = ""
    language: str = ""
    identifier: Any = None
    timestamp: str = ""
    total: int | None = None
    link: Any = None
    signature: Any = None
    text: Any = None


_DECODER = msgspec.json.Decoder(_Bundle)


@dataclass(slots=True)
class Asking:
    """What one entry asks for."""

    number: int
    method: str
    url: str
    type: str
    id: str
    condition: str
    """What stands after the question mark of the address; of a conditional create its ``ifNoneExist``."""
    body: bytes
    full_url: str = ""
    if_match: int | None = None

    @property
    def place(self) -> str:
        """Where the entry is, as FHIRPath."""
        return f"Bundle.entry[{self.number}]"


def bundle_entries(body: bytes, base: str) -> tuple[str, list[Asking]]:
    """What does this Bundle ask for?

    Gives: ``transaction`` or ``batch``, and its entries in order. Refuses: FhirError 400 that names the entry.
    """
    try:
        bundle = _DECODER.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        text = str(error)
        found = _PATH.search(text)
        where = f"Bundle.{found[1]}" if found and found[1] else "Bundle"
        reason = _PATH.sub("", text)[:300]
        raise FhirError(
            "this is no Bundle: {reason}", status=400, expression=where, code="structure", reason=reason
        ) from error
    if bundle.type not in ("transaction", "batch"):
        raise FhirError(
            "a Bundle of type {type} is not taken here", status=400, expression="Bundle.type", type=bundle.type[:40]
        )
    if len(bundle.entry) > MOST_ENTRIES:
        raise FhirError("a Bundle has at most {most} entries", status=413, expression="Bundle.entry", most=MOST_ENTRIES)
    return bundle.type, [_asking(number, entry, base) for number, entry in enumerate(bundle.entry)]


def _asking(number: int, entry: _Entry, base: str) -> Asking:
    place = f"Bundle.entry[{number}]"
    request = entry.request
    if request is None:
        raise FhirError("the entry has no request", status=400, expression=f"{place}.request", code="required")
    url, type_, id_, query = _parts(request.url, base)
    body = bytes(entry.resource)
    method = request.method
    if method != "GET" and (type_ not in RESOURCE_TYPES or "/" in id_):
        raise FhirError("{url} names no resource", status=400, expression=f"{place}.request.url", url=request.url[:120])
    if method in ("POST", "PUT") and not body:
        raise FhirError("the entry has no resource", status=400, expression=f"{place}.resource", code="required")
    if method in ("PUT", "DELETE", "PATCH") and not id_ and not query:
        raise FhirError("{url} names no resource", status=400, expression=f"{place}.request.url", url=request.url[:120])
    if method == "POST" and (id_ or query):
        raise FhirError("a POST names a type only", status=400, expression=f"{place}.request.url")
    return Asking(
        number=number,
        method=method,
        url=url,
        type=type_,
        id=id_,
        condition=request.if_none_exist if method == "POST" else query,
        body=body,
        full_url=entry.full_url,
        if_match=_version(request, place),
    )


@lru_cache(maxsize=256)
def _parts(url: str, base: str) -> tuple[str, str, str, str]:
    """An address on this server, its type, its id, and what it asks. Most entries of a Bundle have the same."""
    here = relative(url, base) if "/_history" not in url else url.removeprefix(base)
    path, _, query = here.lstrip("/").partition("?")
    type_, _, id_ = path.partition("/")
    return here, type_, id_, query


def _version(request: _Request, place: str) -> int | None:
    if request.if_none_match == "*":
        return 0
    if not request.if_match:
        return None
    found = _ETAG.fullmatch(request.if_match)
    if found is None:
        raise FhirError("ifMatch names no version", status=400, expression=f"{place}.request.ifMatch")
    return int(found[1])


def named_in_bundle(askings: Iterable[Asking], slots: Mapping[int, int]) -> dict[str, int]:
    """How do entries of a transaction name each other? Takes: the slot of each entry that writes. Gives: name -> slot.

    Refuses: FhirError 400 for a name that is given twice.
    """
    named: dict[str, int] = {}
    for asking in askings:
        if asking.number not in slots or not asking.full_url:
            continue
        names = [asking.full_url]
        type_, _, id_ = asking.full_url.rpartition("/")
        if asking.method == "POST" and id_ and type_.endswith(f"/{asking.type}"):
            names.append(f"{asking.type}/{id_}")
        for name in names:
            if name in named:
                raise FhirError(
                    "{name} names two entries", status=400, expression=f"{asking.place}.fullUrl", name=name[:120]
                )
            named[name] = slots[asking.number]
    return named
