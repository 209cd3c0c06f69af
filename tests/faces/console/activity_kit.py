"""The small kit of the courses, each of whose tasks can be done in these tests: one form, and numbers."""

from __future__ import annotations

from pathlib import Path

from tests.apps.pathways.activity import CHANGES, SCENARIOS, installed

__all__ = ["installed_activity"]

PATHWAY = "pathway/activity.yaml"


def installed_activity(folder: Path, walk_role: str = "nurse") -> int:
    """The kit, running as a simulation: who treats writes the well-being down; who fills the form can be chosen."""
    changes = {
        PATHWAY: str(CHANGES[PATHWAY])
        .replace("range: [0, 100], form: wellbeing", "range: [0, 100], task: treat")
        .replace("due: 60d, form: wellbeing", "due: 60d")
        .replace("walk: {role: nurse", f"walk: {{role: {walk_role}"),
        SCENARIOS: str(CHANGES[SCENARIOS]).replace("answered: wellbeing", "done: treat, by: nurse"),
    }
    return installed(folder, {**CHANGES, **changes})
