"""What a page about a kit holds, to go there at once: it is long, and each reader looks for one part of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

__all__ = ["contents_of"]


def contents_of(facts: Mapping[str, Any]) -> list[dict[str, str]]:
    """Which parts does the page of this kit have?

    Takes: the facts of the page. Gives: one link for each part that is there, in their order, with its heading.
    """
    words = facts["words"]
    parts = (
        ("signals", _("What it measures"), words.signals),
        ("pathways", _("Who does what next"), facts["pathways"]),
        ("forms", _("What it asks"), words.forms),
        ("rules", _("When it raises an alert"), words.rules),
        ("parameters", _("What can be set, and by whom"), words.parameters),
        ("clocks", _("How soon an alert is looked at"), facts["clocks"]),
        ("targets", _("Sets of targets, chosen for each person"), facts["target_sets"]),
        ("indicators", _("What counts as success"), words.indicators),
        ("evaluation", _("How it will be evaluated"), facts["evaluation"]),
        ("people", _("Who it is for, and who is left out"), True),
        ("minimum", _("Legal minimum"), facts["minimum"]),
        ("signed", _("Who signed what"), True),
        ("tests", _("The tests that travel with it"), True),
        ("sources", _("Sources"), words.sources),
    )
    return [{"url": f"#{name}-heading", "label": label} for name, label, is_there in parts if is_there]
