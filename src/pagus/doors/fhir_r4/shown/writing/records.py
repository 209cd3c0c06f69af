"""An entry of the journal as AuditEvent, and a stored value as Observation."""

from __future__ import annotations

from pagus.apps.journal.queries import Entry
from pagus.apps.resources.naming import IDENTIFIER_SYSTEM, code_of_reference, reference_of_code
from pagus.doors.fhir_r4.shown.writing.parts import (
    OWN,
    Document,
    begin,
    instant,
    subject_reference,
    without_nothing,
)
from pagus.kit_language.model import Signal

__all__ = ["audit_event", "observation", "observation_id", "read_observation_id"]

_CREATES = (
    "add_",
    "begin_",
    "make_",
    "register_",
    "install",
    "refer",
    "publish_",
    "import_",
    "bring_",
    "write_",
    "give_",
)
_DELETES = ("revoke_", "retract_", "remove_", "close_")
_PREFIX = {"Patient": "p", "Device": "d", "Location": "l"}
_TYPE = {prefix: kind for kind, prefix in _PREFIX.items()}
_LONGEST = 64


def audit_event(entry: Entry) -> Document:
    """Who read or wrote what, as an AuditEvent. Entries are only added, so it has one version for ever."""
    known = reference_of_code(entry.object_code) if ":" in entry.object_code else None
    what = {"reference": known} if known else {"identifier": {"system": IDENTIFIER_SYSTEM, "value": entry.object_code}}
    return {
        **begin("AuditEvent", f"j{entry.number}", entry.at_ms),
        "type": {"system": "http://terminology.hl7.org/CodeSystem/audit-event-type", "code": "rest"},
        "subtype": [{"system": f"{OWN}verb", "code": entry.verb}],
        "action": _action(entry.verb),
        "recorded": instant(entry.at_ms),
        "outcome": "4" if entry.verb == "refused" else "0",
        "purposeOfEvent": [{"text": entry.purpose}],
        "agent": [
            {
                "role": [{"coding": [{"system": f"{OWN}role", "code": entry.role}]}],
                "who": {"identifier": {"system": f"{OWN}login", "value": entry.actor}},
                "requestor": True,
            }
        ],
        "source": {"observer": {"display": "Pagus"}},
        "entity": [{"what": what, "detail": [{"type": "digest", "valueString": entry.digest}]}],
    }


def observation_id(subject: str, signal: str, t_ms: int) -> str | None:
    """The id of a stored value: its subject, signal and instant, which nothing else has. None: they do not fit."""
    kind, _, name = (reference_of_code(subject) or "").partition("/")
    if not name:
        return None
    text = f"{_PREFIX[kind]}.{name}.{signal.replace('_', '-')}.{t_ms}"
    return text if len(text) <= _LONGEST else None


def read_observation_id(id_: str) -> tuple[str, str, int] | None:
    """Which subject, signal (hyphens may stand for ``_``) and instant does this id name? None when it is no such id."""
    prefix, _, rest = id_.partition(".")
    name, _, tail = rest.rpartition(".")
    name, _, signal = name.rpartition(".")
    if prefix not in _TYPE or not name or not signal or not tail.isdigit():
        return None
    subject = code_of_reference(f"{_TYPE[prefix]}/{name}")
    return None if subject is None else (subject, signal, int(tail))


def observation(subject: str, signal: Signal, t_ms: int, value: float, *, simulated: bool, language: str) -> Document:
    """A stored value as an Observation, in the signal's own unit."""
    coding = [{"system": f"{OWN}signal", "code": signal.code, "display": signal.name.say(language)}]
    if signal.loinc:
        coding.insert(0, {"system": "http://loinc.org", "code": signal.loinc, "display": signal.name.say(language)})
    return without_nothing(
        {
            **begin("Observation", observation_id(subject, signal.code, t_ms) or "", None, simulated=simulated),
            "identifier": [{"system": f"{OWN}observation", "value": f"{subject}/{signal.code}/{t_ms}"}],
            "status": "final",
            "code": {"coding": coding, "text": signal.name.say(language)},
            "subject": subject_reference(subject),
            "effectiveDateTime": instant(t_ms),
            "valueQuantity": {
                "value": int(value) if value.is_integer() else value,
                "unit": signal.unit,
                "system": "http://unitsofmeasure.org",
                "code": signal.unit,
            },
        }
    )


def _action(verb: str) -> str:
    if verb in ("read", "refused"):
        return "R"
    if verb.startswith(_CREATES):
        return "C"
    return "D" if verb.startswith(_DELETES) else "U"
