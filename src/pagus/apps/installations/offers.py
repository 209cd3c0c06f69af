"""What the registries of the workspace offer, as it was when they were last asked: pages never wait for a network."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from pagus.apps.installations.trusting import keep_statements, trust_here
from pagus.apps.registry.locations import registries
from pagus.apps.registry.queries import browse, statements_of
from pagus.apps.registry.trust_folder import replace_file
from pagus.apps.wall_clock import wall_ms
from pagus.errors import PagusError, ShapeError
from pagus.trust import Index, IndexEntry, index_payload, read_index

__all__ = ["Offers", "ask_registries", "kept_offers", "offers_of"]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offers:
    """One registry of the workspace: where it is, what it offered when it was last asked, or why it did not answer."""

    name: str
    location: str
    asked_ms: int | None = None
    entries: tuple[IndexEntry, ...] = ()
    problem: str = ""


def kept_offers() -> tuple[Offers, ...]:
    """What did each registry of this workspace offer when it was last asked, by name?"""
    return tuple(_kept(name, where) for name, where in sorted(registries(settings.WORKSPACE.folder).items()))


def ask_registries() -> tuple[Offers, ...]:
    """Ask every registry of the workspace, and keep what it says, with the statements about its kits.

    Gives: what is kept now. A registry that does not answer, or answers what cannot be believed, keeps what it offered
    before, with the reason beside it.
    """
    for name, where in registries(settings.WORKSPACE.folder).items():
        try:
            index = browse(where, trust_here(), wall_ms())
            for entry in index.entries:
                keep_statements(entry.digest, statements_of(where, entry))
            _keep(name, index, "")
        except PagusError as error:
            log.warning("the registry %s cannot be used: %s", name, error)
            before = _kept(name, where)
            _keep(name, Index(serial=1, issued_ms=0, expires_ms=1, entries=before.entries), str(error))
    return kept_offers()


def offers_of(kit_id: str) -> Sequence[tuple[str, IndexEntry]]:
    """Which versions of this kit do the registries offer: (name of the registry, entry), withdrawn ones too?"""
    return [(offers.name, entry) for offers in kept_offers() for entry in offers.entries if entry.id == kit_id]


def _keep(name: str, index: Index, problem: str) -> None:
    kept = {"asked_ms": wall_ms(), "problem": problem, "index": json.loads(index_payload(index))}
    replace_file(_file(name), json.dumps(kept, ensure_ascii=False).encode())


def _kept(name: str, where: str) -> Offers:
    file = _file(name)
    if not file.is_file():
        return Offers(name=name, location=where)
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
        index = read_index(json.dumps(kept["index"]).encode())
        asked, problem = int(kept["asked_ms"]), str(kept["problem"])
    except (ValueError, KeyError, TypeError, ShapeError) as error:
        return Offers(name=name, location=where, problem=f"registries/{file.name}: {error}")
    return Offers(name=name, location=where, asked_ms=asked, entries=index.entries, problem=problem)


def _file(name: str) -> Path:
    folder: Path = settings.WORKSPACE.folder / "registries"
    return folder / f"{name}.json"
