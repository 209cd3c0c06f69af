"""Invariants of what defines: questionnaires, code systems and value sets, capabilities, measures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import UNSET

from pagus.fhir_r4.rules.presence import count, distinct, has, values

__all__ = [
    "cmd_1",
    "cmd_2",
    "cmd_3",
    "cpb_1",
    "cpb_2",
    "cpb_3",
    "cpb_7",
    "cpb_9",
    "cpb_12",
    "cpb_14",
    "cpb_15",
    "cpb_16",
    "csd_1",
    "ig_2",
    "md_1",
    "mea_1",
    "nsd_1",
    "nsd_2",
    "opd_1",
    "opd_2",
    "opd_3",
    "que_1",
    "que_2",
    "que_3",
    "que_4",
    "que_5",
    "que_6",
    "que_7",
    "que_8",
    "que_9",
    "que_10",
    "que_11",
    "que_12",
    "que_13",
    "smp_1",
    "smp_2",
    "spd_1",
    "spd_2",
    "tcp_1",
    "tcp_2",
    "tcp_3",
    "tcp_4",
    "tcp_5",
    "vsd_1",
    "vsd_2",
    "vsd_3",
    "vsd_6",
    "vsd_9",
    "vsd_10",
]

_LIMITED = {"boolean", "decimal", "integer", "string", "text", "url", "open-choice"}
_LISTED = {"choice", "open-choice", "decimal", "integer", "date", "dateTime", "time", "string", "quantity"}


def que_1(item: Any) -> bool:
    """A group has items, a display has none."""
    return (item.type != "group" or item.item is not UNSET) and (item.type != "display" or item.item is UNSET)


def que_2(questionnaire: Any) -> bool:
    """Each link id stands once in the whole questionnaire."""
    return distinct(each.linkId for each in _items(questionnaire) if each.linkId is not UNSET)


def _items(parent: Any) -> Iterator[Any]:
    for item in values(parent, "item"):
        yield item
        yield from _items(item)


def que_3(item: Any) -> bool:
    """A display has no code."""
    return item.type != "display" or item.code is UNSET


def que_4(item: Any) -> bool:
    """Options or a value set, not both."""
    return item.answerOption is UNSET or not has(item, "answerValueSet")


def que_5(item: Any) -> bool:
    """Only some types have options."""
    return item.type in _LISTED or (item.answerOption is UNSET and not has(item, "answerValueSet"))


def que_6(item: Any) -> bool:
    """A display is neither required nor repeated."""
    return item.type != "display" or not (has(item, "required") or has(item, "repeats"))


def que_7(enable_when: Any) -> bool:
    """Whether an answer exists is asked with yes or no."""
    return enable_when.operator != "exists" or has(enable_when, "answerBoolean")


def que_8(item: Any) -> bool:
    """Neither a group nor a display has an initial value."""
    return item.type not in {"group", "display"} or item.initial is UNSET


def que_9(item: Any) -> bool:
    """A display cannot be read-only."""
    return item.type != "display" or not has(item, "readOnly")


def que_10(item: Any) -> bool:
    """Only simple types have a longest length."""
    return item.type in _LIMITED or not has(item, "maxLength")


def que_11(item: Any) -> bool:
    """With options, the initial one is marked there."""
    return item.answerOption is UNSET or item.initial is UNSET


def que_12(item: Any) -> bool:
    """More than one condition says whether all or any must hold."""
    return count(item, "enableWhen") <= 2 or has(item, "enableBehavior")


def que_13(item: Any) -> bool:
    """Only what repeats has several initial values."""
    return item.repeats is True or count(item, "initial") <= 1


def cmd_1(target: Any) -> bool:
    """A narrower or inexact match is commented."""
    return has(target, "comment") or target.equivalence not in {"narrower", "inexact"}


def cmd_2(unmapped: Any) -> bool:
    """A fixed code is given."""
    return unmapped.mode != "fixed" or has(unmapped, "code")


def cmd_3(unmapped: Any) -> bool:
    """The other map is named."""
    return unmapped.mode != "other-map" or has(unmapped, "url")


def cpb_1(statement: Any) -> bool:
    """It speaks of REST, messages or documents."""
    return any(getattr(statement, each) is not UNSET for each in ("rest", "messaging", "document"))


def cpb_2(statement: Any) -> bool:
    """It has a description, a software or an implementation."""
    return count(statement, "description", "software", "implementation") > 0


def cpb_3(statement: Any) -> bool:
    """Only an instance has endpoints of messages."""
    return statement.kind == "instance" or not any(values(statement, "messaging", "endpoint"))


def cpb_7(statement: Any) -> bool:
    """A profile of documents stands once for each mode."""
    return distinct((each.profile, each.mode) for each in values(statement, "document"))


def cpb_9(rest: Any) -> bool:
    """A type of resource stands once."""
    return distinct(values(rest, "resource", "type"))


def cpb_12(resource: Any) -> bool:
    """A search parameter stands once."""
    return distinct(values(resource, "searchParam", "name"))


def cpb_14(statement: Any) -> bool:
    """An instance says where it runs."""
    return statement.kind != "instance" or statement.implementation is not UNSET


def cpb_15(statement: Any) -> bool:
    """A capability names a software and no instance of it."""
    return statement.kind != "capability" or (statement.implementation is UNSET and statement.software is not UNSET)


def cpb_16(statement: Any) -> bool:
    """Requirements name no software and no instance."""
    return statement.kind != "requirements" or (statement.implementation is UNSET and statement.software is UNSET)


def csd_1(system: Any) -> bool:
    """Each code stands once in the whole system."""
    return distinct(each.code for each in _concepts(system) if each.code is not UNSET)


def _concepts(parent: Any) -> Iterator[Any]:
    for concept in values(parent, "concept"):
        yield concept
        yield from _concepts(concept)


def ig_2(guide: Any) -> bool:
    """A resource is of a version of FHIR that the guide is of."""
    known = set(values(guide, "fhirVersion"))
    return all(each in known for each in values(guide, "definition", "resource", "fhirVersion"))


def md_1(focus: Any) -> bool:
    """The most is a star or a number above none."""
    return focus.max in {"*", UNSET} or (focus.max.isdigit() and int(focus.max) > 0)


def mea_1(measure: Any) -> bool:
    """A stratifier has criteria or components, not both."""
    strata = values(measure, "group", "stratifier")
    own = ("code", "description", "criteria")
    return all(any(has(each, name) for name in own) != (each.component is not UNSET) for each in strata)


def nsd_1(system: Any) -> bool:
    """A root has no UUID."""
    return system.kind != "root" or all(each.type != "uuid" for each in values(system, "uniqueId"))


def nsd_2(system: Any) -> bool:
    """One identifier of each type is preferred."""
    return distinct(each.type for each in values(system, "uniqueId") if each.preferred is True)


def opd_1(parameter: Any) -> bool:
    """A type or parts."""
    return has(parameter, "type") or parameter.part is not UNSET


def opd_2(parameter: Any) -> bool:
    """Only a string has a type of search."""
    return not has(parameter, "searchType") or parameter.type == "string"


def opd_3(parameter: Any) -> bool:
    """Only references have target profiles."""
    return parameter.targetProfile is UNSET or parameter.type in {"Reference", "canonical"}


def smp_1(target: Any) -> bool:
    """An element is one of a context."""
    return not has(target, "element") or has(target, "context")


def smp_2(target: Any) -> bool:
    """A context says of which type it is."""
    return not has(target, "context") or has(target, "contextType")


def spd_1(parameter: Any) -> bool:
    """An XPath says how it is used."""
    return not has(parameter, "xpath") or has(parameter, "xpathUsage")


def spd_2(parameter: Any) -> bool:
    """Only references chain."""
    return parameter.chain is UNSET or parameter.type == "reference"


def tcp_1(code_system: Any) -> bool:
    """Several versions each have a code."""
    return count(code_system, "version") <= 1 or all(has(each, "code") for each in values(code_system, "version"))


tcp_2, tcp_3, tcp_4, tcp_5 = cpb_2, cpb_14, cpb_15, cpb_16
"""TerminologyCapabilities has the same rules as CapabilityStatement, under other keys."""


def vsd_1(include: Any) -> bool:
    """What is included is of a system or of a value set."""
    return include.valueSet is not UNSET or has(include, "system")


def vsd_2(include: Any) -> bool:
    """Concepts and filters are of a system."""
    return (include.concept is UNSET and include.filter is UNSET) or has(include, "system")


def vsd_3(include: Any) -> bool:
    """Concepts or filters, not both."""
    return include.concept is UNSET or include.filter is UNSET


def vsd_6(contained: Any) -> bool:
    """A code or a display."""
    return has(contained, "code") or has(contained, "display")


def vsd_9(contained: Any) -> bool:
    """Only what is abstract has no code."""
    return has(contained, "code") or contained.abstract is True


def vsd_10(contained: Any) -> bool:
    """A code is of a system."""
    return not has(contained, "code") or has(contained, "system")
