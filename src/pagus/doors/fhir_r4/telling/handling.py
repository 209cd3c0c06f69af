"""The routes of Subscription: for programs of their own (backend services), each of which sees its own only."""

from __future__ import annotations

import json
from collections.abc import Mapping
from email.utils import formatdate
from typing import Any

import msgspec
from django.http import HttpResponse

from pagus.apps.clients.scopes import Scope as ClientScope
from pagus.apps.clients.scopes import Scopes
from pagus.apps.exchange import actions, queries
from pagus.apps.exchange.queries import KnownEvent, KnownSubscription
from pagus.doors.fhir_r4.access import Access
from pagus.doors.fhir_r4.call import Call, entity_tag, resource_response
from pagus.doors.fhir_r4.outcome import CONTENT_TYPE, FhirError
from pagus.doors.fhir_r4.provider import Abilities, Hit, Page, Query, Shown
from pagus.doors.fhir_r4.routes import ID, Route
from pagus.doors.fhir_r4.searching import search
from pagus.doors.fhir_r4.shown.matching import satisfies
from pagus.doors.fhir_r4.shown.parameters import PARAMETERS
from pagus.doors.fhir_r4.telling.asking import shown_subscription, topic_type, wanted_of
from pagus.doors.fhir_r4.telling.gathering import begin_here
from pagus.doors.fhir_r4.telling.notices import bundle, searchset_of_statuses, status_parameters
from pagus.doors.fhir_r4.telling.sending import resources_of
from pagus.fhir_r4 import read

__all__ = ["SUBSCRIPTION_ROUTES", "Subscriptions", "client_of", "scopes_text"]

TYPE = "Subscription"
MOST_EVENTS_ASKED = 1_000


def client_of(access: Access) -> str:
    """Which program asks by itself? Refuses: FhirError 403 for anybody else: what is left here outlives a login."""
    name = access.name.removeprefix("client:")
    if access.role != access.name or name == access.name:
        raise FhirError(
            "only a registered service can ask this: a program that signs in by itself",
            status=403,
            expression=TYPE,
        )
    return name


def scopes_text(access: Access) -> str:
    """What this token can do, to be kept with what it leaves here."""
    resources = tuple(ClientScope(each.level, each.type, each.letters, each.narrowed) for each in access.scopes)
    return str(Scopes(resources))


def create(call: Call) -> HttpResponse:
    """Subscribe: the answer says ``requested``; it becomes ``active`` when the address has answered a handshake."""
    call.require("c", TYPE)
    client, document = client_of(call.access), _document(call)
    wanted = wanted_of(document, call.base.rstrip("/"))
    call.require("r", topic_type(wanted.topic))
    begin_here()
    code = actions.subscribe(client, scopes_text(call.access), wanted)
    known = queries.subscription_of(client, code)
    return _answer(known, 201, {"Location": f"{call.base}{TYPE}/{code}/_history/{known.version}"})


def read_one(call: Call, id_: str) -> HttpResponse:
    """The subscription as it stands: requested, active, error with the last reason, off."""
    call.require("r", TYPE)
    return _answer(queries.subscription_of(client_of(call.access), id_))


def update(call: Call, id_: str) -> HttpResponse:
    """Ask for something else, or switch it off and on again: it shakes hands anew."""
    call.require("u", TYPE)
    client, document = client_of(call.access), _document(call)
    known = queries.subscription_of(client, id_)
    if call.if_match is not None and call.if_match != known.version:
        raise FhirError("the subscription has changed meanwhile", status=412, expression="http.If-Match")
    wanted = wanted_of(document, call.base.rstrip("/"))
    call.require("r", topic_type(wanted.topic))
    begin_here()
    actions.change_subscription(client, id_, wanted)
    return _answer(queries.subscription_of(client, id_))


def delete(call: Call, id_: str) -> HttpResponse:
    """Be told no more."""
    call.require("d", TYPE)
    actions.end_subscription(client_of(call.access), id_)
    return HttpResponse(status=204)


def search_all(call: Call) -> HttpResponse:
    """All subscriptions of this program; the usual parameters narrow them."""
    return search(call, TYPE)


def status_of_one(call: Call, id_: str) -> HttpResponse:
    """``$status`` of one subscription: its state, and how many events there were."""
    call.require("r", TYPE)
    known = queries.subscription_of(client_of(call.access), id_)
    return _json(searchset_of_statuses([status_parameters(known, "query-status")]))


def status_of_all(call: Call) -> HttpResponse:
    """``$status`` of all subscriptions of this program, or of those that ``id`` and ``status`` name."""
    call.require("s", TYPE)
    ids, states = call.request.GET.getlist("id"), call.request.GET.getlist("status")
    found = [
        status_parameters(each, "query-status")
        for each in queries.subscriptions_of(client_of(call.access))
        if (not ids or each.code in ids) and (not states or each.status in states)
    ]
    return _json(searchset_of_statuses(found))


def events(call: Call, id_: str) -> HttpResponse:
    """``$events``: what was missed, from ``eventsSinceNumber`` to ``eventsUntilNumber``, both included."""
    call.require("r", TYPE)
    known = queries.subscription_of(client_of(call.access), id_)
    first, last = _event_number(call, "eventsSinceNumber", 1), _event_number(call, "eventsUntilNumber", known.events)
    found: list[KnownEvent] = [
        each for each in queries.events_of(id_, first - 1, MOST_EVENTS_ASKED) if each.number <= last
    ]
    told = resources_of(call.access, known, found)
    return HttpResponse(bundle(known, "query-event", told, known.changed_ms), content_type=CONTENT_TYPE)


class Subscriptions:
    """The subscriptions of the program that asks, as a provider: for bundles, and for the CapabilityStatement."""

    name = "subscriptions"
    types = frozenset({TYPE})

    def read(self, access: Access, type_: str, id_: str) -> Shown | None:
        """The subscription with this id; None also for another program's."""
        return next((each for each in self._all(access) if each.id == id_), None)

    def search(self, access: Access, query: Query) -> Page:
        """All of them that the criteria find, on one page: they are few."""
        found = [
            each for each in self._all(access) if satisfies(json.loads(each.body), query.criteria, each.updated_ms)
        ]
        return Page(tuple(Hit(each, each.id) for each in found), total=len(found))

    def capabilities(self) -> Mapping[str, Abilities]:
        """What can be done with them."""
        able = frozenset({"create", "read", "update", "delete", "search-type"})
        parameters = {name: each.kind for name, each in PARAMETERS[TYPE].items()}
        return {TYPE: Abilities(interactions=able, parameters=parameters)}

    @staticmethod
    def _all(access: Access) -> list[Shown]:
        return [_shown(each) for each in queries.subscriptions_of(client_of(access))]


def _event_number(call: Call, name: str, otherwise: int) -> int:
    text = call.request.GET.get(name, str(otherwise))
    if not text.isascii() or not text.isdigit() or len(text) > 15:
        raise FhirError("{parameter} is a number", status=400, expression=f"http.{name}", parameter=name)
    return int(text)


def _document(call: Call) -> dict[str, Any]:
    body = call.body()
    read(body, TYPE)
    document: dict[str, Any] = json.loads(body)
    return document


def _resource(known: KnownSubscription) -> dict[str, Any]:
    return shown_subscription(known.document, known.code, known.status, known.error, str(known.version))


def _shown(known: KnownSubscription) -> Shown:
    body = msgspec.json.encode(_resource(known))
    return Shown(type=TYPE, id=known.code, body=body, version=str(known.version), updated_ms=known.changed_ms)


def _answer(known: KnownSubscription, status: int = 200, headers: dict[str, str] | None = None) -> HttpResponse:
    response = resource_response(_shown(known), status, headers)
    response.headers["ETag"] = entity_tag(known.version)
    response.headers["Last-Modified"] = formatdate(known.changed_ms / 1_000, usegmt=True)
    return response


def _json(document: dict[str, Any]) -> HttpResponse:
    return HttpResponse(msgspec.json.encode(document), content_type=CONTENT_TYPE)


SUBSCRIPTION_ROUTES = (
    Route("POST", TYPE, "create", create),
    Route("GET", TYPE, "search-type", search_all),
    Route("GET", rf"{TYPE}/\$status", "$status@Subscription", status_of_all),
    Route("GET", rf"{TYPE}/{ID}", "read", read_one),
    Route("PUT", rf"{TYPE}/{ID}", "update", update),
    Route("DELETE", rf"{TYPE}/{ID}", "delete", delete),
    Route("GET", rf"{TYPE}/{ID}/\$status", "$status@Subscription", status_of_one),
    Route("GET", rf"{TYPE}/{ID}/\$events", "$events@Subscription", events),
)
