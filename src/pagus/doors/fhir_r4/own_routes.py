"""The routes of the kept resources: everything that this door answers by itself."""

from __future__ import annotations

from pagus.doors.fhir_r4.bundles import bundle
from pagus.doors.fhir_r4.histories import history
from pagus.doors.fhir_r4.instances import create, delete, patch, read_one, update, vread
from pagus.doors.fhir_r4.operations import everything, lastn, validate
from pagus.doors.fhir_r4.routes import ID, TYPE, VERSION, Route
from pagus.doors.fhir_r4.searching import search, search_by_form

__all__ = ["OWN_ROUTES"]

OWN_ROUTES = (
    Route("POST", "", "transaction", bundle),
    Route("POST", "", "batch", bundle),
    Route("GET", "_history", "history-system", history),
    Route("POST", f"{TYPE}/[$]validate", "$validate@*", validate),
    Route("POST", f"{TYPE}/{ID}/[$]validate", "$validate@*", validate),
    Route("GET", f"(?P<type_>Patient)/{ID}/[$]everything", "$everything@Patient", everything),
    Route("GET", "Observation/[$]lastn", "$lastn@Observation", lastn),
    Route("GET", f"{TYPE}/_history", "history-type", history),
    Route("GET", f"{TYPE}/{ID}/_history", "history-instance", history),
    Route("GET", f"{TYPE}/{ID}/_history/{VERSION}", "vread", vread),
    Route("GET", TYPE, "search-type", search),
    Route("POST", f"{TYPE}/_search", "search-type", search_by_form),
    Route("POST", TYPE, "create", create),
    Route("PUT", TYPE, "conditional-update", update),
    Route("PATCH", TYPE, "conditional-patch", patch),
    Route("DELETE", TYPE, "conditional-delete", delete),
    Route("GET", f"{TYPE}/{ID}", "read", read_one),
    Route("PUT", f"{TYPE}/{ID}", "update", update),
    Route("PATCH", f"{TYPE}/{ID}", "patch", patch),
    Route("DELETE", f"{TYPE}/{ID}", "delete", delete),
)
