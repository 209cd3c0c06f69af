"""What must hold across the entries of a kit."""

from __future__ import annotations

from pagus.errors import Fault
from pagus.kit_language.draft import Draft
from pagus.kit_language.model import Kit


def faults_across(draft: Draft, kit: Kit) -> list[Fault]:
    """Which faults show only when the entries of a kit are seen together?"""
    return []
