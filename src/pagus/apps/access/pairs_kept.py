"""Travel times, computed once: files in the workspace, named by what went in, so that an import makes new ones."""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from django.conf import settings

from pagus.engines.access.model import Demand, Pairs, Points, Router, Sites

__all__ = ["kept_pairs"]

MOST_FILES = 24
"""More are not kept: the oldest goes. Each can be computed again."""
_VERSION = b"pairs 1"


def kept_pairs(router: Router, demand: Demand, sites: Sites, limit_min: float, made_of: Sequence[object] = ()) -> Pairs:
    """Who reaches which site, and in how many minutes: from the file, or computed and kept.

    Takes: the router; where people and sites are; the longest way; what else the router's answer depends on, as the
    date of its streets.
    """
    path = _folder() / f"{_key(router, demand.points, sites.points, limit_min, made_of)}.npz"
    found = _read(path)
    if found is None:
        found = router.pairs(demand.points, sites.points, limit_min)
        _keep(path, found)
    return found


def _folder() -> Path:
    return Path(settings.WORKSPACE.folder) / "access"


def _key(router: Router, demand: Points, sites: Points, limit_min: float, made_of: Sequence[object]) -> str:
    digest = hashlib.sha256(_VERSION)
    for part in (router.mode, router.words, repr(limit_min), *map(repr, made_of)):
        digest.update(part.encode() + b"\0")
    for points in (demand, sites):
        digest.update(points.unit.encode() + len(points).to_bytes(8, "little"))
        digest.update(np.ascontiguousarray(points.x).tobytes())
        digest.update(np.ascontiguousarray(points.y).tobytes())
    return digest.hexdigest()[:40]


def _read(path: Path) -> Pairs | None:
    try:
        with np.load(path, allow_pickle=False) as kept:
            return Pairs(
                site_ptr=kept["site_ptr"],
                demand=kept["demand"],
                minutes=kept["minutes"],
                limit_min=float(kept["limit_min"]),
                demand_count=int(kept["demand_count"]),
                router=str(kept["router"]),
            )
    except FileNotFoundError:
        return None
    except (zipfile.BadZipFile, ValueError, KeyError, EOFError, OSError):
        # A file that a full disk or a kill left broken is as good as none: it is computed again.
        return None


def _keep(path: Path, pairs: Pairs) -> None:
    path.parent.mkdir(exist_ok=True)
    fresh = path.with_suffix(f".{os.getpid()}.new")
    with fresh.open("wb") as stream:
        np.savez(
            stream,
            site_ptr=pairs.site_ptr,
            demand=pairs.demand,
            minutes=pairs.minutes,
            limit_min=np.float64(pairs.limit_min),
            demand_count=np.int64(pairs.demand_count),
            router=np.str_(pairs.router),
        )
    fresh.replace(path)
    for old in sorted(path.parent.glob("*.npz"), key=lambda each: each.stat().st_mtime)[:-MOST_FILES]:
        old.unlink(missing_ok=True)
