"""Writing an export: type by type, page by page, with the rights that the program has now."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pagus.apps.clients.queries import bearer_of_client
from pagus.apps.exchange.actions import end_export, forget_old_exports, take_export
from pagus.apps.exchange.queries import KnownExport, export_folder, export_named
from pagus.apps.resources.query import Criterion, Query, Value
from pagus.doors.fhir_r4.access import Access
from pagus.doors.fhir_r4.merging import Marks, merged
from pagus.doors.fhir_r4.provider import Shown
from pagus.doors.smart.bearing import access_of
from pagus.errors import PagusError

__all__ = ["write_exports"]

log = logging.getLogger(__name__)
PAGE = 500


def write_exports() -> int:
    """Write every export that waits; forget those that are old. Gives: how many were written."""
    forget_old_exports()
    count = 0
    while (code := take_export()) is not None:
        known = export_named(code)
        if known is not None:
            _write(known)
            count += 1
    return count


def _write(known: KnownExport) -> None:
    bearer = bearer_of_client(known.client, known.scopes)
    if bearer is None:
        end_export(known.code, (), "the program was revoked")
        return
    folder = export_folder(known.code)
    folder.mkdir(parents=True, exist_ok=True)
    folder.parent.chmod(0o700)
    try:
        files = [_file(access_of(bearer), folder, kind, known.since_ms) for kind in known.types]
    except (PagusError, OSError) as error:
        log.exception("the export %s cannot be written", known.code)
        end_export(known.code, (), str(error))
        return
    end_export(known.code, [each for each in files if each["count"]])


def _file(access: Access, folder: Path, kind: str, since_ms: int | None) -> dict[str, Any]:
    path, count = folder / f"{kind}.ndjson", 0
    with path.open("wb") as stream:
        path.chmod(0o600)
        for shown in _all(access, kind, since_ms):
            stream.write(_one_line(shown.body))
            count += 1
    if not count:
        path.unlink()
    return {"type": kind, "name": path.name, "count": count}


def _all(access: Access, kind: str, since_ms: int | None) -> Iterator[Shown]:
    if not (access.may("r", kind) and access.may("s", kind)):
        return
    since = Value(comparison="ge", low=since_ms, high=since_ms)
    criteria = () if since_ms is None else (Criterion("_lastUpdated", "date", (since,)),)
    query = Query(type=kind, criteria=criteria, count=PAGE)
    marks: Marks | None = None
    while marks is None or marks:
        page = merged(access, query, marks)
        yield from (hit.shown for hit in page.hits)
        marks = page.marks


def _one_line(body: bytes) -> bytes:
    """The resource on one line. JSON has line breaks only between its tokens: inside of texts they are escaped."""
    return body.replace(b"\r", b" ").replace(b"\n", b" ") + b"\n"
