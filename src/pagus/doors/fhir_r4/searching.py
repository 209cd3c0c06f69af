"""Searches answered: one page as a Bundle, with what it includes and a signed link to the next page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

import msgspec
from django.conf import settings
from django.core import signing
from django.http import HttpResponse

from pagus.apps.resources.query import Criterion, Query, Value
from pagus.doors.fhir_r4.access import Access
from pagus.doors.fhir_r4.aliases import under
from pagus.doors.fhir_r4.asking import Asked, Include, asked
from pagus.doors.fhir_r4.call import Call, check_length
from pagus.doors.fhir_r4.indexing import relative
from pagus.doors.fhir_r4.merging import Marks, merged
from pagus.doors.fhir_r4.outcome import CONTENT_TYPE, FhirError
from pagus.doors.fhir_r4.provider import Shown, providers_of
from pagus.doors.fhir_r4.subsets import cut
from pagus.fhir_r4.search import search_values

__all__ = ["Entry", "bundle_bytes", "found", "search", "search_by_form"]

MOST_INCLUDED = 1_000
_ROUNDS = 4
"""How far ``:iterate`` goes."""
_SALT = "fhir-page"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a bundle of results."""

    shown: Shown
    mode: str = "match"


def search(call: Call, type_: str) -> HttpResponse:
    """Search by the address."""
    call.require("s", type_)
    return _answered(call, type_, parse_qsl(call.request.META["QUERY_STRING"], keep_blank_values=True))


def search_by_form(call: Call, type_: str) -> HttpResponse:
    """Search by a form, and by the address too."""
    call.require("s", type_)
    check_length(call.request)
    if (call.request.content_type or "") != "application/x-www-form-urlencoded":
        raise FhirError("send the parameters as a form", status=415, expression="http.Content-Type")
    form = parse_qsl(call.request.read().decode("utf-8", "replace"), keep_blank_values=True)
    return _answered(call, type_, [*parse_qsl(call.request.META["QUERY_STRING"], keep_blank_values=True), *form])


def _answered(call: Call, type_: str, pairs: list[tuple[str, str]]) -> HttpResponse:
    body = found(call.access, type_, pairs, call.base, lenient=call.lenient)
    return HttpResponse(body, content_type=CONTENT_TYPE)


def found(access: Access, type_: str, pairs: Sequence[tuple[str, str]], base: str, *, lenient: bool = False) -> bytes:
    """The Bundle that answers this search. Refuses: FhirError 400."""
    marks: Marks | None = None
    page = next((value for name, value in pairs if name == "_page"), None)
    if page is not None:
        type_, pairs, marks = _page_of(page, type_)
    understood = asked(access, type_, pairs, base, lenient=lenient)
    query = replace(understood.query, criteria=(*understood.query.criteria, *_narrowed(access, type_, base)))
    result = merged(access, query, marks)
    entries = [Entry(hit.shown) for hit in result.hits]
    entries += _included(access, entries, understood, base)
    links = [("self", _address(base, type_, [("_page", page)] if page else understood.pairs))]
    if result.marks:
        token = signing.dumps([type_, understood.pairs, result.marks], salt=_SALT, compress=True)
        links.append(("next", _address(base, type_, [("_page", token)])))
    shown = [
        replace(
            each,
            shown=replace(
                each.shown, body=cut(each.shown.type, each.shown.body, _of(each, understood), understood.summary)
            ),
        )
        for each in entries
    ]
    return bundle_bytes("searchset", shown, base, total=result.total, links=links)


def _of(entry: Entry, understood: Asked) -> tuple[str, ...]:
    return understood.elements if entry.mode == "match" else ()


def _page_of(token: str, type_: str) -> tuple[str, list[tuple[str, str]], Marks]:
    try:
        kept, pairs, marks = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError):
        raise FhirError("the link to the page is none of this server", status=400, expression="http._page") from None
    if kept != type_:
        raise FhirError("the link to the page is one of another type", status=400, expression="http._page")
    return kept, [(name, value) for name, value in pairs], {name: list(mark) for name, mark in marks.items()}


def _narrowed(access: Access, type_: str, base: str) -> Iterable[Criterion]:
    """What the scopes ask of a resource besides, where every one that allows the search asks something."""
    able = [scope for scope in access.scopes_of(type_) if "s" in scope.letters]
    if not able or any(not scope.narrowed for scope in able):
        return ()
    pairs = able[0].narrowed
    if len(able) > 1:
        names = {name for scope in able for name, _ in scope.narrowed}
        if len(names) > 1 or any(len(scope.narrowed) > 1 for scope in able):
            raise FhirError("these scopes cannot be searched together", status=403, expression=type_)
        pairs = ((names.pop(), ",".join(scope.narrowed[0][1] for scope in able)),)
    return asked(access, type_, pairs, base).query.criteria


def _address(base: str, type_: str, pairs: Sequence[tuple[str, str]]) -> str:
    return f"{base}{type_}" + (f"?{urlencode(pairs)}" if pairs else "")


def _included(access: Access, matches: Sequence[Entry], understood: Asked, base: str) -> list[Entry]:
    """What the matches lead to and what leads to them, each once."""
    known = {(each.shown.type, each.shown.id) for each in matches}
    included: list[Entry] = []
    fresh = [each.shown for each in matches]
    for number in range(_ROUNDS):
        wanted = [each for each in understood.includes if number == 0 or each.again]
        backwards = [each for each in understood.backwards if number == 0 or each.again]
        if not fresh or not (wanted or backwards):
            break
        met = [*_forward(access, fresh, wanted, base, known), *_backward(access, fresh, backwards, base)]
        fresh = []
        for shown in met:
            if (shown.type, shown.id) not in known:
                known.add((shown.type, shown.id))
                fresh.append(shown)
        included += [Entry(shown, "include") for shown in fresh]
        if len(included) > MOST_INCLUDED:
            raise FhirError(
                "more than {most} resources would be included: ask for smaller pages",
                status=400,
                expression="http._include",
                code="too-costly",
                most=MOST_INCLUDED,
            )
    return included


def _forward(
    access: Access, shown: Sequence[Shown], includes: Sequence[Include], base: str, known: set[tuple[str, str]]
) -> list[Shown]:
    wanted: dict[tuple[str, str], None] = {}
    for each in shown:
        mine = [include for include in includes if include.type == each.type]
        if not mine:
            continue
        for entry in search_values(each.type, msgspec.json.decode(each.body)):
            if entry.kind != "reference" or entry.target is None:
                continue
            type_, _, id_ = relative(entry.target, base).partition("/")
            if any(i.parameter in ("*", entry.parameter) and i.target in ("", type_) for i in mine) and id_:
                wanted[type_, id_] = None
    found_: list[Shown] = []
    for type_, id_ in wanted:
        if (type_, id_) in known or not access.may("r", type_):
            continue
        for provider in providers_of(type_):
            one = provider.read(access, type_, id_)
            if one is not None:
                found_.append(one)
                break
    return found_


def _backward(access: Access, shown: Sequence[Shown], includes: Sequence[Include], base: str) -> list[Shown]:
    met: list[Shown] = []
    for include in includes:
        if not access.may("s", include.type):
            continue
        kept = under(include.type, include.parameter) if include.parameter != "*" else None
        if kept is None:
            raise FhirError("_revinclude needs a parameter", status=400, expression="http._revinclude")
        able = [each for each in shown if not kept.targets or each.type in kept.targets]
        if not able or (include.target and all(each.type != include.target for each in able)):
            continue
        values = tuple(Value(target=f"{each.type}/{each.id}") for each in able)
        criterion = Criterion(kept.name, "reference", values)
        query = Query(type=include.type, criteria=(criterion,), count=MOST_INCLUDED)
        for provider in providers_of(include.type):
            met += [hit.shown for hit in provider.search(access, query).hits]
    return met


def bundle_bytes(
    type_: str,
    entries: Sequence[Entry],
    base: str,
    *,
    total: int | None = None,
    links: Sequence[tuple[str, str]] = (),
) -> bytes:
    """A Bundle of these entries; the resources stand in it byte for byte."""
    head: dict[str, Any] = {
        "resourceType": "Bundle",
        "type": type_,
        "timestamp": _now(),
    }
    if total is not None:
        head["total"] = total
    if links:
        head["link"] = [{"relation": relation, "url": url} for relation, url in links]
    start = msgspec.json.encode(head)
    if not entries:
        return start
    pieces = [
        b'{"fullUrl":"%s%s/%s","resource":%s,"search":{"mode":"%s"}}'
        % (base.encode(), each.shown.type.encode(), each.shown.id.encode(), each.shown.body, each.mode.encode())
        for each in entries
    ]
    return start[:-1] + b',"entry":[' + b",".join(pieces) + b"]}"


def _now() -> str:
    from pagus.apps.resources.shapes import instant_text

    return instant_text(settings.WORKSPACE.clock.now_ms())
