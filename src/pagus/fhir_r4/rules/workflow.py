"""Invariants of what is planned, asked, sent and kept together: workflow, messages, bundles."""

from __future__ import annotations

from typing import Any

from msgspec import UNSET

from pagus.fhir_r4.moments import bounds
from pagus.fhir_r4.rules.presence import coded, distinct, has, named, values

__all__ = [
    "app_1",
    "app_2",
    "app_3",
    "app_4",
    "apr_1",
    "bdl_1",
    "bdl_2",
    "bdl_3",
    "bdl_4",
    "bdl_5",
    "bdl_7",
    "bdl_8",
    "bdl_9",
    "bdl_10",
    "bdl_11",
    "bdl_12",
    "cmp_1",
    "cmp_2",
    "cpl_3",
    "inv_1_parameters",
    "inv_1_task",
    "lnk_1",
    "lst_1",
    "lst_2",
    "lst_3",
    "ppc_1",
    "ppc_2",
    "ppc_3",
    "ppc_4",
    "ppc_5",
    "prr_1",
    "qrs_1",
    "rqg_1",
    "sev_1",
]

_ASKING = {"batch", "transaction", "history"}
_ANSWERING = {"batch-response", "transaction-response", "history"}


def app_1(participant: Any) -> bool:
    """A participant has a role or a name."""
    return participant.type is not UNSET or participant.actor is not UNSET


def app_2(appointment: Any) -> bool:
    """Start and end are there together."""
    return has(appointment, "start") == has(appointment, "end")


def app_3(appointment: Any) -> bool:
    """Only what is proposed, cancelled or waits has no time."""
    timed = has(appointment, "start") and has(appointment, "end")
    return timed or appointment.status in {"proposed", "cancelled", "waitlist"}


def app_4(appointment: Any) -> bool:
    """Only what is cancelled or missed has a reason for it."""
    return appointment.cancelationReason is UNSET or appointment.status in {"noshow", "cancelled"}


def apr_1(response: Any) -> bool:
    """An answer says who answers, by role or name."""
    return response.participantType is not UNSET or response.actor is not UNSET


def bdl_1(bundle: Any) -> bool:
    """Only a search or a history has a total."""
    return not has(bundle, "total") or bundle.type in {"searchset", "history"}


def bdl_2(bundle: Any) -> bool:
    """Only the entries of a search say how they were found."""
    return bundle.type == "searchset" or all(each.search is UNSET for each in values(bundle, "entry"))


def bdl_3(bundle: Any) -> bool:
    """Every entry of a batch, transaction or history has a request, and no other."""
    asking = bundle.type in _ASKING
    return all((each.request is not UNSET) == asking for each in values(bundle, "entry"))


def bdl_4(bundle: Any) -> bool:
    """Every entry of an answer or a history has a response, and no other."""
    answering = bundle.type in _ANSWERING
    return all((each.response is not UNSET) == answering for each in values(bundle, "entry"))


def bdl_5(entry: Any) -> bool:
    """An entry holds a resource, a request or a response."""
    return entry.resource is not UNSET or entry.request is not UNSET or entry.response is not UNSET


def bdl_7(bundle: Any) -> bool:
    """No full address stands twice, unless for versions."""
    if bundle.type == "history":
        return True
    named_entries = (each for each in values(bundle, "entry") if each.fullUrl is not UNSET)
    return distinct((each.fullUrl, next(values(each, "resource", "meta", "versionId"), "")) for each in named_entries)


def bdl_8(entry: Any) -> bool:
    """A full address names no version."""
    return entry.fullUrl is UNSET or "/_history/" not in entry.fullUrl


def bdl_9(bundle: Any) -> bool:
    """A document has an identifier."""
    identifier = bundle.identifier
    return bundle.type != "document" or (bool(identifier) and has(identifier, "system") and has(identifier, "value"))


def bdl_10(bundle: Any) -> bool:
    """A document has a date."""
    return bundle.type != "document" or bundle.timestamp is not UNSET


def bdl_11(bundle: Any) -> bool:
    """A document begins with a Composition."""
    return bundle.type != "document" or _first(bundle) == "Composition"


def bdl_12(bundle: Any) -> bool:
    """A message begins with a MessageHeader."""
    return bundle.type != "message" or _first(bundle) == "MessageHeader"


def _first(bundle: Any) -> str:
    first = next(values(bundle, "entry"), None)
    resource = UNSET if first is None else first.resource
    return "" if resource is UNSET else str(getattr(resource, "type_name", type(resource).__name__))


def cmp_1(section: Any) -> bool:
    """A section has a text, entries or sections."""
    return section.text is not UNSET or section.entry is not UNSET or section.section is not UNSET


def cmp_2(section: Any) -> bool:
    """Only what is empty has a reason for it."""
    return section.emptyReason is UNSET or section.entry is UNSET


def cpl_3(activity: Any) -> bool:
    """An activity is told here or elsewhere, not both."""
    return activity.detail is UNSET or activity.reference is UNSET


def inv_1_parameters(parameter: Any) -> bool:
    """A parameter has one of value, resource and parts."""
    if parameter.part is not UNSET:
        return not named(parameter, "value") and parameter.resource is UNSET
    return named(parameter, "value") != (parameter.resource is not UNSET)


def inv_1_task(task: Any) -> bool:
    """A task was not modified before it was authored."""
    if task.lastModified is UNSET or task.authoredOn is UNSET:
        return True
    return bounds(task.lastModified)[1] > bounds(task.authoredOn)[0]


def lnk_1(linkage: Any) -> bool:
    """A linkage joins at least two."""
    return linkage.item is not UNSET and len(linkage.item) > 1


def lst_1(listed: Any) -> bool:
    """Only an empty list has a reason for it."""
    return listed.emptyReason is UNSET or listed.entry is UNSET


def lst_2(listed: Any) -> bool:
    """Only a list of changes has deleted entries."""
    return listed.mode == "changes" or not any(has(each, "deleted") for each in values(listed, "entry"))


def lst_3(listed: Any) -> bool:
    """Only a working list has dates of entries."""
    return listed.mode == "working" or not any(has(each, "date") for each in values(listed, "entry"))


def ppc_1(consent: Any) -> bool:
    """A consent names a policy or a rule."""
    return consent.policy is not UNSET or consent.policyRule is not UNSET


def ppc_2(consent: Any) -> bool:
    """A consent to privacy names the patient."""
    return consent.patient is not UNSET or not coded(consent.scope, "something", "patient-privacy")


def ppc_3(consent: Any) -> bool:
    """A consent to research names the patient."""
    return consent.patient is not UNSET or not coded(consent.scope, "something", "research")


def ppc_4(consent: Any) -> bool:
    """An advance directive names the patient."""
    return consent.patient is not UNSET or not coded(consent.scope, "something", "adr")


def ppc_5(consent: Any) -> bool:
    """A consent to treatment names the patient."""
    return consent.patient is not UNSET or not coded(consent.scope, "something", "treatment")


def prr_1(request: Any) -> bool:
    """Details of an order need the order."""
    return request.orderDetail is UNSET or request.code is not UNSET


def qrs_1(item: Any) -> bool:
    """Answers or items, not both."""
    return item.answer is UNSET or item.item is UNSET


def rqg_1(action: Any) -> bool:
    """Either a resource or actions."""
    return (action.resource is UNSET) != (action.action is UNSET)


def sev_1(entity: Any) -> bool:
    """A name or a query, not both."""
    return not has(entity, "name") or not has(entity, "query")
