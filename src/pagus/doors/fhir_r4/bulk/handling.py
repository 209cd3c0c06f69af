"""The routes of ``$export``: begin, ask how far, fetch the files, forget them."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from email.utils import formatdate
from typing import Any

import msgspec
from django.http import FileResponse, HttpResponse, HttpResponseBase

from pagus.apps.exchange import actions, queries
from pagus.apps.exchange.queries import KnownExport, export_folder
from pagus.doors.fhir_r4.bulk.types import EXPORTED, PATIENT_TYPES
from pagus.doors.fhir_r4.call import Call
from pagus.doors.fhir_r4.outcome import FhirError
from pagus.doors.fhir_r4.routes import ID, Route
from pagus.doors.fhir_r4.shown.writing.parts import instant
from pagus.doors.fhir_r4.telling.handling import client_of, scopes_text
from pagus.errors import InputError
from pagus.kernel.time import parse_instant

__all__ = ["EXPORT_ROUTES"]

NDJSON = "application/fhir+ndjson"
_FORMATS = {NDJSON, "application/ndjson", "ndjson"}
_PARAMETERS = {"_type", "_since", "_outputFormat"}
_FILE = r"(?P<name>[A-Za-z]{1,64}\.ndjson)"


def begin_system(call: Call) -> HttpResponse:
    """Everything that this token may read. ``_type`` and ``_since`` narrow it."""
    return _begin(call, EXPORTED)


def begin_patients(call: Call) -> HttpResponse:
    """What is about the people whom this token may see."""
    return _begin(call, PATIENT_TYPES)


def _begin(call: Call, offered: Iterable[str]) -> HttpResponse:
    client = client_of(call.access)
    if "respond-async" not in call.header("Prefer"):
        raise FhirError("an export takes its time: send Prefer: respond-async", status=400, expression="http.Prefer")
    asked = call.request.GET
    unknown = sorted(set(asked) - _PARAMETERS)
    if unknown and not call.lenient:
        raise FhirError("{parameter} is not known here", status=400, expression=f"http.{unknown[0]}",
                        parameter=unknown[0])  # fmt: skip
    if asked.get("_outputFormat", NDJSON) not in _FORMATS:
        raise FhirError("files are NDJSON here", status=400, expression="http._outputFormat")
    code = actions.begin_export(
        client,
        scopes_text(call.access),
        base=call.base.rstrip("/"),
        request=call.request.build_absolute_uri(),
        types=_types(call, offered),
        since_ms=_since(asked.get("_since", "")),
    )
    response = HttpResponse(status=202)
    response.headers["Content-Location"] = f"{call.base}$export-status/{code}"
    return response


def how_far(call: Call, id_: str) -> HttpResponse:
    """202 while it is written, then the list of its files; what failed says so."""
    known = queries.export_of(client_of(call.access), id_)
    if known.status in queries.OPEN_EXPORTS:
        words = "waiting" if known.status == "waiting" else f"{len(known.types)} types are being written"
        return HttpResponse(status=202, headers={"X-Progress": words, "Retry-After": "2"})
    if known.status == "failed":
        raise FhirError("the export could not be written: {reason}", status=500, expression="http.url",
                        code="exception", reason=known.error)  # fmt: skip
    response = HttpResponse(msgspec.json.encode(_manifest(call, known)), content_type="application/json")
    response.headers["Expires"] = formatdate(known.expires_ms / 1_000, usegmt=True)
    return response


def fetch(call: Call, id_: str, name: str) -> HttpResponseBase:
    """One file, for the program that asked for it."""
    known = queries.export_of(client_of(call.access), id_)
    path = export_folder(known.code) / name
    if known.status != "done" or name not in {each["name"] for each in known.files} or not path.is_file():
        raise FhirError("there is no file {name} here", status=404, expression="http.url", name=name)
    return FileResponse(path.open("rb"), content_type=NDJSON)


def forget(call: Call, id_: str) -> HttpResponse:
    """Forget an export and its files."""
    actions.cancel_export(client_of(call.access), id_)
    return HttpResponse(status=202)


def _types(call: Call, offered: Iterable[str]) -> list[str]:
    asked = [each for each in re.split(r"[,\s]+", ",".join(call.request.GET.getlist("_type"))) if each]
    for kind in asked:
        if kind not in offered:
            raise FhirError("{type} is not exported here", status=400, expression="http._type", type=kind)
        call.require("r", kind)
        call.require("s", kind)
    may = [kind for kind in offered if call.access.may("r", kind) and call.access.may("s", kind)]
    if not may:
        call.require("r", "Patient")
    return sorted(set(asked)) or sorted(may)


def _since(text: str) -> int | None:
    if not text:
        return None
    try:
        return parse_instant(text)
    except InputError:
        raise FhirError("{parameter} is an instant, as 2026-03-01T08:00:00Z", status=400, expression="http._since",
                        parameter="_since") from None  # fmt: skip


def _manifest(call: Call, known: KnownExport) -> dict[str, Any]:
    folder = f"{call.base}$export-file/{known.code}"
    return {
        "transactionTime": instant(known.began_ms or time.time_ns() // 1_000_000),
        "request": known.request,
        "requiresAccessToken": True,
        "output": [
            {"type": each["type"], "url": f"{folder}/{each['name']}", "count": each["count"]} for each in known.files
        ],
        "error": [],
    }


EXPORT_ROUTES = (
    Route("GET", r"\$export", "$export", begin_system),
    Route("GET", r"Patient/\$export", "$export@Patient", begin_patients),
    Route("GET", rf"\$export-status/{ID}", "export-status", how_far),
    Route("DELETE", rf"\$export-status/{ID}", "export-status", forget),
    Route("GET", rf"\$export-file/{ID}/{_FILE}", "export-file", fetch),
)
