"""Operations: ``$validate``, ``Patient/$everything``, ``Observation/$lastn``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

import msgspec
from django.core import signing
from django.http import HttpResponse
from django.utils.translation import gettext as _

from pagus.apps.resources.query import Criterion, Query, SortKey, Value
from pagus.doors.fhir_r4.access import Access
from pagus.doors.fhir_r4.aliases import under
from pagus.doors.fhir_r4.asking import asked
from pagus.doors.fhir_r4.call import Call, issues_response
from pagus.doors.fhir_r4.instances import shown_of
from pagus.doors.fhir_r4.merging import Marks, merged
from pagus.doors.fhir_r4.outcome import CONTENT_TYPE, FhirError, Issue, issues_of_faults
from pagus.doors.fhir_r4.provider import Shown
from pagus.doors.fhir_r4.reach import about_people
from pagus.doors.fhir_r4.searching import Entry, bundle_bytes
from pagus.fhir_r4 import RESOURCE_TYPES, FhirFaults, read
from pagus.fhir_r4.profiles import PROFILES, faults_of_profile
from pagus.fhir_r4.search import patient_compartment

__all__ = ["everything", "lastn", "validate"]

_SALT = "fhir-everything"
_PAGE = 500
_MOST_SERIES = 10_000
"""How many Observations ``$lastn`` looks through."""


def validate(call: Call, type_: str, id_: str = "") -> HttpResponse:
    """Would this resource be taken, and does it keep the profiles that it or the request names? Nothing is kept.

    Takes: the resource, or Parameters with parts named ``resource`` and ``profile``; ``profile`` in the address.
    """
    if type_ not in RESOURCE_TYPES:
        raise FhirError("FHIR R4 has no type of resource {type}", status=404, expression="http.url", type=type_)
    body, named = (
        call.body(),
        [value for name, value in parse_qsl(call.request.META["QUERY_STRING"]) if name == "profile"],
    )
    if type_ != "Parameters":
        body, said = _parts_of(body)
        named += said
    try:
        read(body, type_)
    except FhirFaults as faults:
        return issues_response(issues_of_faults(faults.faults))
    issues = _profile_issues(msgspec.json.decode(body), named)
    return issues_response(issues or [Issue("information", "informational", _("this is valid FHIR R4"), type_)])


def _profile_issues(document: Mapping[str, Any], named: Sequence[str]) -> list[Issue]:
    """What breaks the profiles that are named, and which of them could not be checked."""
    said = document.get("meta", {}).get("profile", ())
    issues: list[Issue] = []
    for url in dict.fromkeys(each.partition("|")[0] for each in (*named, *said) if each is not None):
        if url in PROFILES:
            issues += issues_of_faults(faults_of_profile(url, document))
            continue
        text = _("the profile {url} is not known here: it was not checked").format(url=url[:200])
        place = f"{document['resourceType']}.meta.profile"
        issues.append(Issue("warning", "not-supported", text, place))
    return issues


class _Part(msgspec.Struct, rename="camel"):
    name: str = ""
    resource: msgspec.Raw = msgspec.Raw()
    value_uri: str = ""
    value_canonical: str = ""


class _Parameters(msgspec.Struct, rename="camel"):
    resource_type: str = ""
    parameter: list[_Part] = []


def _parts_of(body: bytes) -> tuple[bytes, list[str]]:
    """The resource that is to be held to the rules, and the profiles that the request names."""
    try:
        content = msgspec.json.decode(body, type=_Parameters)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return body, []
    if content.resource_type != "Parameters":
        return body, []
    named = [each.value_uri or each.value_canonical for each in content.parameter if each.name == "profile"]
    for part in content.parameter:
        if part.name == "resource" and bytes(part.resource):
            return bytes(part.resource), [each for each in named if each]
    raise FhirError("the Parameters hold no resource", status=400, expression="Parameters.parameter", code="required")


def everything(call: Call, type_: str, id_: str) -> HttpResponse:
    """All that is here about one person: the Patient and every resource of the compartment, in pages.

    Takes: ``_type``, ``_since``, ``start``, ``end``, ``_count``. Refuses: FhirError 400, 404.
    """
    call.require("r", type_)
    pairs = dict(parse_qsl(call.request.META["QUERY_STRING"], keep_blank_values=True))
    page = pairs.pop("_page", "")
    position, marks = _everything_page(page, id_)
    wanted = frozenset(part for part in pairs.get("_type", "").split(",") if part)
    types = [each for each in about_people() if each != "Patient" and (not wanted or each in wanted)]
    count = min(int(pairs["_count"][:6]), _PAGE) if pairs.get("_count", "").isdigit() else _PAGE
    shown: list[Shown] = []
    patient = shown_of(call.access, "Patient", id_)
    if not page and (not wanted or "Patient" in wanted):
        shown.append(patient)
    following = ""
    while position < len(types) and len(shown) < max(count, 1):
        query = _compartment(call, types[position], id_, pairs, max(count, 1) - len(shown))
        if query is None:
            position += 1
            continue
        result = merged(call.access, query, marks)
        shown += [hit.shown for hit in result.hits]
        marks = result.marks or None
        position += 0 if result.marks else 1
    if position < len(types):
        following = signing.dumps([id_, position, marks], salt=_SALT, compress=True)
    address = f"{call.base}Patient/{id_}/$everything"
    links = [("self", address)]
    if following:
        links.append(("next", f"{address}?{urlencode({**pairs, '_page': following})}"))
    return HttpResponse(
        bundle_bytes("searchset", [Entry(each) for each in shown], call.base, links=links), content_type=CONTENT_TYPE
    )


def _everything_page(token: str, id_: str) -> tuple[int, Marks | None]:
    if not token:
        return 0, None
    try:
        kept, position, marks = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError):
        raise FhirError("the link to the page is none of this server", status=400, expression="http._page") from None
    if kept != id_:
        raise FhirError("the link to the page is one of somebody else", status=400, expression="http._page")
    return int(position), marks


def _compartment(call: Call, type_: str, id_: str, pairs: dict[str, str], count: int) -> Query | None:
    """The search for what of this type is about this person; None where no scope allows it."""
    if not call.access.may("s", type_):
        return None
    names = {under(type_, name).name for name in patient_compartment(type_)}
    first, *others = sorted(names)
    criteria = [Criterion(first, "reference", (Value(target=f"Patient/{id_}"),), "", tuple(others))]
    dated = [("date", "ge" + pairs["start"])] if "start" in pairs else []
    dated += [("date", "le" + pairs["end"])] if "end" in pairs else []
    asks = [("_lastUpdated", "ge" + pairs["_since"])] if "_since" in pairs else []
    if type_ in _DATED:
        asks += dated
    if asks:
        criteria += asked(call.access, type_, asks, call.base).query.criteria
    return Query(type=type_, criteria=tuple(criteria), count=count)


_DATED = frozenset(
    {
        "Observation",
        "Encounter",
        "Procedure",
        "Immunization",
        "DiagnosticReport",
        "CarePlan",
        "Composition",
        "Appointment",
    }
)
"""Types that ``start`` and ``end`` narrow: those with a clinical date."""


def lastn(call: Call) -> HttpResponse:
    """The newest Observations of each code. Takes: parameters of a search, and ``max`` (1). Refuses: FhirError 400."""
    call.require("s", "Observation")
    pairs = parse_qsl(call.request.META["QUERY_STRING"], keep_blank_values=True)
    most = next((value for name, value in pairs if name == "max"), "1")
    if not most.isdigit() or not 0 < int(most[:5]) <= 1_000:
        raise FhirError("max is a number from 1 to 1000", status=400, expression="http.max")
    pairs = [pair for pair in pairs if pair[0] != "max"]
    if not {name.partition(":")[0].partition(".")[0] for name, _ in pairs} & {"patient", "subject"}:
        raise FhirError("name a patient or a subject", status=400, expression="http.patient", code="required")
    query = asked(call.access, "Observation", pairs, call.base, lenient=call.lenient).query
    query = replace(query, sort=(SortKey("date", "date", True),), count=1_000)
    kept: dict[tuple[str, str], int] = {}
    shown = [each for each in _newest(call.access, query) if _counts(each, kept, int(most))]
    shown.sort(key=lambda each: _code_of(msgspec.json.decode(each.body)))
    entries = [Entry(each) for each in shown]
    return HttpResponse(bundle_bytes("searchset", entries, call.base, total=len(entries)), content_type=CONTENT_TYPE)


def _newest(access: Access, query: Query) -> Iterator[Shown]:
    marks: Marks | None = None
    looked = 0
    while looked < _MOST_SERIES:
        result = merged(access, query, marks)
        yield from (hit.shown for hit in result.hits)
        looked += len(result.hits)
        if not result.marks:
            return
        marks = result.marks
    raise FhirError(
        "there are more than {most} Observations: narrow the search by code, category or date",
        status=400,
        expression="http.code",
        code="too-costly",
        most=_MOST_SERIES,
    )


def _counts(shown: Shown, kept: dict[tuple[str, str], int], most: int) -> bool:
    code = _code_of(msgspec.json.decode(shown.body))
    kept[code] = kept.get(code, 0) + 1
    return kept[code] <= most


def _code_of(document: dict[str, Any]) -> tuple[str, str]:
    codings: Sequence[dict[str, str]] = document.get("code", {}).get("coding", ())
    if codings:
        return codings[0].get("system", ""), codings[0].get("code", "")
    return "", str(document.get("code", {}).get("text", ""))
