"""The CapabilityStatement, made from the routes and from what the providers can do: it tells the truth."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from pagus import __version__
from pagus.apps.resources.shapes import instant_text
from pagus.doors.fhir_r4.outcome import CONTENT_TYPE, encode
from pagus.doors.fhir_r4.provider import Abilities, providers
from pagus.doors.fhir_r4.routes import Route, routes

__all__ = ["add_security", "metadata", "statement"]

BACKPORT_OPERATIONS = "http://hl7.org/fhir/uv/subscriptions-backport/OperationDefinition/"
_SECURITY: dict[str, Any] = {
    "cors": False,
    "description": "Registered sources send their token as Bearer; people log in. What is shown lies in their reach.",
}
_SEARCHING = (
    "Searches take :missing everywhere, :not and :text of tokens, :exact and :contains of strings, :below of uris, "
    ":identifier and :Type of references, chains, and _has. Not offered: _text, _content, _filter, _list, _query, "
    ":above, :in, :not-in, :of-type. What is not offered is refused; with Prefer: handling=lenient it is left out."
)
"""What FHIR R4 has no element for."""
_MORE: list[Callable[[str], dict[str, Any]]] = []
_DEFINITIONS = {
    "$status@Subscription": f"{BACKPORT_OPERATIONS}backport-subscription-status",
    "$events@Subscription": f"{BACKPORT_OPERATIONS}backport-subscription-events",
    "$export": "http://hl7.org/fhir/uv/bulkdata/OperationDefinition/export",
    "$export@Patient": "http://hl7.org/fhir/uv/bulkdata/OperationDefinition/patient-export",
}
"""Operations that are not of R4 itself."""


def add_security(more: Callable[[str], dict[str, Any]]) -> None:
    """Say more of how to sign in: what gives elements of ``CapabilityStatement.rest.security`` for an address."""
    if more not in _MORE:
        _MORE.append(more)


def _security(base: str) -> dict[str, Any]:
    found = dict(_SECURITY)
    for more in _MORE:
        found |= more(base)
    return found


def metadata(request: HttpRequest, base: str) -> HttpResponse:
    """What can be done here; open to everybody."""
    return HttpResponse(encode(statement(base)), content_type=CONTENT_TYPE)


def statement(base: str) -> dict[str, Any]:
    """The CapabilityStatement of this server at this address."""
    known = routes()
    answered = {route.interaction for route in known}
    by_type: dict[str, list[Abilities]] = {}
    for provider in providers():
        for type_, abilities in provider.capabilities().items():
            by_type.setdefault(type_, []).append(abilities)
    return {
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": instant_text(settings.WORKSPACE.clock.now_ms()),
        "kind": "instance",
        "software": {"name": "Pagus", "version": __version__},
        "implementation": {"description": settings.WORKSPACE.name, "url": base},
        "fhirVersion": "4.0.1",
        "format": ["json", "application/fhir+json"],
        "patchFormat": ["application/json-patch+json"],
        "rest": [
            {
                "mode": "server",
                "documentation": _SEARCHING,
                "security": _security(base),
                "resource": [_resource(type_, by_type[type_], answered, known) for type_ in sorted(by_type)],
                "interaction": [
                    {"code": code} for code in sorted(answered & {"transaction", "batch", "history-system"})
                ],
                **({"operation": operations} if (operations := _operations(known, "")) else {}),
            }
        ],
    }


def _resource(type_: str, abilities: list[Abilities], answered: set[str], known: Iterable[Route]) -> dict[str, Any]:
    able = {each for one in abilities for each in one.interactions} & answered
    parameters = {name: kind for one in abilities for name, kind in one.parameters.items()}
    found: dict[str, Any] = {
        "type": type_,
        "interaction": [{"code": code} for code in sorted(able)],
        "versioning": "versioned" if "vread" in able else "no-version",
        "readHistory": "history-instance" in able,
    }
    profiles = sorted({profile for one in abilities for profile in one.profiles})
    if profiles:
        found["supportedProfile"] = profiles
    if "update" in able:
        found |= {
            "updateCreate": True,
            "conditionalCreate": "create" in able,
            "conditionalRead": "not-supported",
            "conditionalUpdate": "conditional-update" in answered,
            "conditionalDelete": "single" if "conditional-delete" in answered else "not-supported",
            "referencePolicy": ["literal", "logical"],
        }
    found["searchParam"] = [{"name": name, "type": kind} for name, kind in sorted(parameters.items())]
    references = [name for name, kind in sorted(parameters.items()) if kind == "reference"]
    if references:
        found["searchInclude"] = ["*", *(f"{type_}:{name}" for name in references)]
    operations = _operations(known, type_)
    return found | ({"operation": operations} if operations else {})


def _operations(known: Iterable[Route], type_: str) -> list[dict[str, str]]:
    """The operations of a type, those that every type has included; of the system for ""."""
    found = {}
    for route in known:
        if not route.interaction.startswith("$"):
            continue
        name, _, of = route.interaction.partition("@")
        if of == type_ or (of == "*" and type_):
            definition = (
                f"http://hl7.org/fhir/OperationDefinition/{'Resource' if of == '*' else of or 'System'}-{name[1:]}"
            )
            found[name] = {"name": name[1:], "definition": _DEFINITIONS.get(route.interaction, definition)}
    return [found[name] for name in sorted(found)]
