"""Hand-overs for other systems: a ready package, by way of an adapter. Only the adapter to a folder is included.

No connection to Mon espace santé, to the DMP or to an MSSanté operator is part of Pagus: each needs a contract, a
certificate and an approval of the territory's own. A territory that has them writes a class with ``deliver`` and adds
it to ``ADAPTERS``; until then the package waits in a folder, and whoever sends it does so with tools of their own.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, Protocol

from django.conf import settings
from django.db import transaction

from pagus.apps.accounts.queries import Actor
from pagus.apps.handovers.access import may_handle, seen_handover
from pagus.apps.handovers.hiding import opened_paper, opened_sheet
from pagus.apps.handovers.models import Handover
from pagus.apps.handovers.noting import log
from pagus.errors import InputError, NotAllowed, NotFound

__all__ = ["ADAPTERS", "WAYS", "Adapter", "FolderAdapter", "Package", "Way", "deliver", "package_of"]

Way = Literal["shared-record", "secure-mail"]
WAYS: tuple[Way, ...] = ("shared-record", "secure-mail")


@dataclass(frozen=True, slots=True)
class Package:
    """What is handed to an adapter: a name for it, the PDF, and what is said of it, as an XDS document entry would."""

    name: str
    paper: bytes
    metadata: dict[str, Any]


class Adapter(Protocol):
    """Brings a package somewhere."""

    def deliver(self, way: Way, package: Package) -> str:
        """Bring it; say where it is now, in words for the log. Refuses: a PagusError when it cannot."""


class FolderAdapter:
    """Writes the package into a folder of the workspace, readable by its owner only; nothing is sent."""

    def deliver(self, way: Way, package: Package) -> str:
        """``outgoing/WAY/NAME/`` with document.pdf and metadata.json; an earlier one of that name is replaced."""
        folder = Path(settings.WORKSPACE.folder) / "outgoing" / way / package.name
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        text = json.dumps(package.metadata, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
        for name, content in (("document.pdf", package.paper), ("metadata.json", text.encode())):
            part = folder / f".{name}.part"
            part.touch(mode=0o600)
            part.write_bytes(content)
            part.replace(folder / name)
        return f"outgoing/{way}/{package.name}"


ADAPTERS: dict[Way, Adapter] = {"shared-record": FolderAdapter(), "secure-mail": FolderAdapter()}


def deliver(number: int, way: str, by: Actor) -> str:
    """Make a hand-over ready for the shared record or for secure mail. Gives: where it is now.

    Refuses: NotFound, NotAllowed; InputError for the shared record without a qualified national identity on the sheet.
    """
    known = next((each for each in WAYS if each == way), None)
    if known is None:
        raise NotFound("a hand-over is made ready for {known}, not for {way}", known=", ".join(WAYS), way=way[:40])
    row = seen_handover(number, by)
    if not may_handle(row, by):
        raise NotAllowed("your roles do not allow: {verb}", verb="refer")
    where = ADAPTERS[known].deliver(known, package_of(row, known, by))
    with transaction.atomic():
        log(row, "delivered", by, settings.WORKSPACE.clock.now_ms(), where)
    return where


def package_of(row: Handover, way: Way, by: Actor) -> Package:
    """The PDF and what is said of it. The shared record knows people by their INS only: without one it is refused."""
    identity = opened_sheet(row, by)["identity"]
    if way == "shared-record" and identity is None:
        raise InputError("the shared record needs a qualified national identity, and this sheet has none")
    paper = opened_paper(row, by)
    patient = {"pseudonym": row.person} if identity is None else {"ins": identity}
    metadata = {
        "uniqueId": f"urn:pagus:handover:{row.paper_digest}",
        "title": "Hand-over to a specialist",
        "typeCode": {"system": "http://loinc.org", "code": "57133-1", "display": "Referral note"},
        "mimeType": "application/pdf",
        "languageCode": row.language,
        "creationTime": f"{datetime.fromtimestamp(row.asked_ms // 1000, tz=UTC):%Y%m%d%H%M%S}",
        "size": row.paper_bytes,
        "hash": {"sha-1": row.paper_sha1, "sha-256": row.paper_digest},
        "sheetDigest": row.digest,
        "author": row.asked_by,
        "recipient": row.to_name or row.to_login or row.to_part,
        "patient": patient,
        "simulated": row.simulated,
        "sent": False,
        "note": "Made ready, not sent: no connection to a shared record or a secure mail service is included.",
    }
    return Package(f"handover-{row.pk}", paper, metadata)
