"""What a search asks, all of it: criteria, order, page, includes, and in which form the answer is wanted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import msgspec
from django.conf import settings

from pagus.apps.resources.query import MOST_ON_A_PAGE, Criterion, Query, SortKey, Value
from pagus.doors.fhir_r4.access import Access
from pagus.doors.fhir_r4.aliases import under
from pagus.doors.fhir_r4.indexing import relative
from pagus.doors.fhir_r4.outcome import FhirError
from pagus.doors.fhir_r4.parameters import ParameterError, criterion_of, known_parameter, parameter_named, sort_keys
from pagus.doors.fhir_r4.provider import Shown, providers_of
from pagus.fhir_r4 import RESOURCE_TYPES
from pagus.fhir_r4.search import search_values

__all__ = ["Asked", "Include", "asked", "references_found"]

USUAL_ON_A_PAGE = 50
MOST_CHAINED = 1_000
"""How many resources a chain may go through."""
MOST_CRITERIA = 30
_SUMMARIES = ("true", "text", "data", "count", "false")
_WORDS = frozenset({"_text", "_content", "_filter", "_list", "_query"})
"""What FHIR has besides, and is not offered here."""
_IGNORED = frozenset({"_format", "_pretty", "_page"})


@dataclass(frozen=True, slots=True)
class Include:
    """One ``_include`` or ``_revinclude``: the type that has the reference, the parameter ("*" for all), the target."""

    type: str
    parameter: str
    target: str
    again: bool


@dataclass(slots=True)
class Asked:
    """A search as it was asked."""

    query: Query
    pairs: list[tuple[str, str]] = field(default_factory=list)
    """What was understood, for the link to itself."""
    includes: list[Include] = field(default_factory=list)
    backwards: list[Include] = field(default_factory=list)
    elements: tuple[str, ...] = ()
    summary: str = "false"


def asked(access: Access, type_: str, pairs: Sequence[tuple[str, str]], base: str, *, lenient: bool = False) -> Asked:
    """Understand the parameters of a search.

    Takes: who asks (chains are followed as far as this one sees); the type; names and values; the address of this
    server; whether unknown parameters are left out. Refuses: FhirError 400 that names the parameter.
    """
    if len(pairs) > MOST_CRITERIA:
        raise ParameterError("a search has at most {most} parameters", pairs[MOST_CRITERIA][0], most=MOST_CRITERIA)
    found = Asked(Query(type=type_))
    criteria: list[Criterion] = []
    control = {"_count": str(USUAL_ON_A_PAGE), "_sort": "", "_total": ""}
    for name, value in pairs:
        plain = name.partition(":")[0]
        if plain in _IGNORED:
            continue
        if plain in control:
            control[plain] = value
        elif not _formed(found, type_, name, value):
            criterion = _criterion(access, type_, name, value, base, lenient)
            if criterion is None:
                continue
            criteria.append(criterion)
        found.pairs.append((name, value))
    total = _one_of("_total", control["_total"] or "none", ("none", "estimate", "accurate"))
    count = 0 if found.summary == "count" else _count(control["_count"])
    found.query = Query(
        type=type_,
        criteria=tuple(criteria),
        sort=_sort(type_, control["_sort"], lenient=lenient),
        count=count,
        total=total != "none" or count == 0,
    )
    return found


def _formed(found: Asked, type_: str, name: str, value: str) -> bool:
    """Take in a parameter that says in which form the answer is wanted. Gives: False for every other."""
    match name.partition(":")[0]:
        case "_summary":
            found.summary = _one_of(name, value, _SUMMARIES)
        case "_elements":
            parts = (part.strip() for part in value.split(","))
            found.elements = tuple(part.removeprefix(f"{type_}.") for part in parts if part)
        case "_include":
            found.includes.append(_include(name, value))
        case "_revinclude":
            found.backwards.append(_include(name, value))
        case _:
            return False
    return True


def _sort(type_: str, text: str, *, lenient: bool) -> tuple[SortKey, ...]:
    try:
        return sort_keys(type_, text)
    except FhirError:
        if lenient:
            return ()
        raise


def _count(value: str) -> int:
    if not value.isascii() or not value.isdigit():
        raise ParameterError("{parameter} is a number", "_count")
    return min(int(value[:9]), MOST_ON_A_PAGE)


def _one_of(name: str, value: str, known: Iterable[str]) -> str:
    if value not in known:
        raise ParameterError("{parameter} is one of {known}", name, known=", ".join(known))
    return value


def _include(name: str, value: str) -> Include:
    parts = value.split(":")
    again = name.partition(":")[2] in ("iterate", "recurse")
    if len(parts) not in (2, 3) or parts[0] not in RESOURCE_TYPES or (parts[2:] and parts[2] not in RESOURCE_TYPES):
        raise ParameterError("{parameter} is Type:parameter, or Type:parameter:Target", name)
    type_, parameter, *target = parts
    if parameter != "*" and known_parameter(type_, parameter).kind != "reference":
        raise ParameterError("{given} leads nowhere: it is no reference", name, given=parameter)
    return Include(type_, parameter, target[0] if target else "", again)


def _criterion(access: Access, type_: str, name: str, value: str, base: str, lenient: bool) -> Criterion | None:
    if name.startswith("_has:"):
        return _reverse(access, type_, name, value, base)
    link, dot, rest = name.partition(".")
    plain, _, modifier = link.partition(":")
    if plain in _WORDS and not lenient:
        raise ParameterError(
            "{parameter} is not offered: search name by name, and the words said of a code by :text", plain
        )
    if parameter_named(type_, plain) is None and lenient:
        return None
    if dot:
        return _chain(access, type_, plain, modifier, rest, value, base)
    return criterion_of(type_, plain, modifier, value, base, settings.WORKSPACE.clock.now_ms())


def _chain(access: Access, type_: str, name: str, target: str, rest: str, value: str, base: str) -> Criterion:
    """``subject.identifier=...``: what the last part finds becomes the references that the first may lead to."""
    parameter = known_parameter(type_, name)
    if parameter.kind != "reference":
        raise ParameterError("{given} leads nowhere: it is no reference", f"{name}.{rest}", given=name)
    kept = under(type_, name)
    plain = rest.partition(".")[0].partition(":")[0]
    able = [each for each in kept.targets or sorted(RESOURCE_TYPES) if parameter_named(each, plain) is not None]
    targets = [target] if target else able
    if target and kept.targets and target not in kept.targets:
        raise ParameterError("{given} does not lead to a {target}", f"{name}.{rest}", given=name, target=target)
    if not targets:
        raise ParameterError(
            "no type that {given} leads to has the parameter {wanted}", f"{name}.{rest}", given=name, wanted=plain
        )
    found = [each for one in targets for each in references_found(access, one, [(rest, value)], base)]
    return Criterion(kept.name, "reference", tuple(Value(target=each) for each in found) or (Value(target=""),))


def _reverse(access: Access, type_: str, name: str, value: str, base: str) -> Criterion:
    """``_has:Observation:patient:code=...``: what is referred to from resources that this finds."""
    parts = name.split(":", 3)
    if len(parts) != 4 or parts[1] not in RESOURCE_TYPES:
        raise ParameterError("{parameter} is _has:Type:reference:parameter", parts[0])
    _, source, parameter, rest = parts
    if known_parameter(source, parameter).kind != "reference":
        raise ParameterError("{given} leads nowhere: it is no reference", parts[0], given=parameter)
    ids: dict[str, None] = {}
    for shown in _shown(access, source, [(rest, value)], base):
        for entry in search_values(source, msgspec.json.decode(shown.body)):
            if entry.parameter == parameter and entry.target is not None:
                kind, _, id_ = relative(entry.target, base).partition("/")
                if kind == type_ and id_:
                    ids[id_] = None
    return Criterion("_id", "token", tuple(Value(code=each) for each in ids) or (Value(code=""),))


def references_found(access: Access, type_: str, pairs: Sequence[tuple[str, str]], base: str) -> list[str]:
    """The resources of this type that these parameters find, as references. Refuses: FhirError 400 for too many."""
    return [f"{shown.type}/{shown.id}" for shown in _shown(access, type_, pairs, base)]


def _shown(access: Access, type_: str, pairs: Sequence[tuple[str, str]], base: str) -> list[Shown]:
    """The resources of this type that these parameters find."""
    if not access.may("s", type_):
        return []
    query = replace(asked(access, type_, pairs, base).query, count=MOST_CHAINED)
    found: list[Shown] = []
    for provider in providers_of(type_):
        page = provider.search(access, query)
        if page.more:
            raise ParameterError(
                "the chain goes through more than {most} resources: narrow it", pairs[0][0], most=MOST_CHAINED
            )
        found += [hit.shown for hit in page.hits]
    return found
