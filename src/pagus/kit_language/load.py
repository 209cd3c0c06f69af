"""A kit folder -> a checked, frozen ``Kit``, or every fault at once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pagus import __version__
from pagus.errors import Fault, KitError
from pagus.kit_language.assembly import assemble
from pagus.kit_language.draft import Draft, read_draft
from pagus.kit_language.lint import faults_across
from pagus.kit_language.model import Kit
from pagus.kit_language.requirements import outgrown_fault

__all__ = ["lint_kit", "load_kit"]


def load_kit(folder: Path) -> Kit:
    """Which kit lies in this folder?

    Takes: the folder that holds kit.yaml. Gives: the kit, frozen, with its digest.
    Refuses: KitError with every fault of every file (``lint_kit``): a kit loads whole or not at all.
    Example: ``load_kit(shipped_kit("diabetes-home")).slug == "diabetes-home"``.
    """
    _, kit, faults = _read(folder)
    if kit is None or faults:
        raise KitError("the kit {folder} has {count} faults", faults, folder=folder.name, count=len(faults))
    return kit


def lint_kit(folder: Path) -> list[Fault]:
    """What is wrong with this kit folder?

    Takes: the folder. Gives: every fault, by file and line, each with what would be right; empty when the kit is right.
    A kit that this Pagus has outgrown has a fault here, and still loads where it is installed (``outgrown_fault``).
    """
    draft, kit, faults = _read(folder)
    outgrown = outgrown_fault(kit, __version__) if kit is not None else None
    if outgrown is None or draft.manifest is None:
        return faults
    return [*faults, replace(outgrown, line=draft.manifest.line("requires", "pagus"))]


def _read(folder: Path) -> tuple[Draft, Kit | None, list[Fault]]:
    draft = read_draft(folder)
    kit = assemble(draft)
    if kit is not None and not draft.unreadable:
        draft.faults += faults_across(draft, kit)
    unique = dict.fromkeys(draft.faults)
    return draft, kit, sorted(unique, key=lambda fault: (fault.file, fault.line or 0, fault.path))
