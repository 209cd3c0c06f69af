"""kits.lock and the copies of installed kits: what runs here can be told, and rebuilt, without the database."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from django.conf import settings

from pagus.apps.installations.kit_library import KitSource
from pagus.apps.installations.models import Installation
from pagus.apps.installations.trusting import keep_statements

__all__ = ["keep_copy", "lock_text", "write_lock"]


def keep_copy(source: KitSource) -> Path:
    """Copy a kit's folder into the workspace under its digest, whole or not at all; its statements lie beside it."""
    keep_statements(source.kit.digest, source.envelopes)
    digest = source.kit.digest
    target: Path = settings.WORKSPACE.kits / digest
    if target.is_dir():
        return target
    target.parent.mkdir(exist_ok=True)
    partial = target.with_name(f".{digest}.{os.getpid()}")
    shutil.rmtree(partial, ignore_errors=True)
    shutil.copytree(source.folder, partial)
    partial.rename(target)
    return target


def lock_text() -> str:
    """What does kits.lock say? One table for each running installation."""
    lines = ["# Written by Pagus: the kits that run here, with the digest of their content.", ""]
    for row in Installation.objects.filter(removed_ms__isnull=True).order_by("kit_id", "territory", "pk"):
        lines += [
            "[[kit]]",
            f'id = "{row.kit_id}"',
            f'version = "{row.version}"',
            f'digest = "sha256:{row.digest}"',
            f'territory = "{row.territory}"',
            f'mode = "{row.mode}"',
            "",
        ]
    return "\n".join(lines)


def write_lock() -> None:
    """Write kits.lock from the database; readers see the old file or the new one, never half of it."""
    path: Path = settings.WORKSPACE.folder / "kits.lock"
    partial = path.with_suffix(".partial")
    partial.write_text(lock_text(), encoding="utf-8")
    partial.replace(path)
