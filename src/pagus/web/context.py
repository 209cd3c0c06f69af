"""What every page may show: the workspace, its kind, its time, and what the user may do."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from pagus.apps.accounts import queries as accounts

__all__ = ["workspace_facts"]


def workspace_facts(request: HttpRequest) -> dict[str, Any]:
    """What does the frame of every page need?

    Gives: ``workspace`` (name, is_demo, territory), ``now_ms`` (workspace time), ``clock_simulated``, ``grants`` (the
    roles of the user) and ``allowed`` (the set of verbs that the user holds somewhere).
    """
    user = getattr(request, "user", None)
    grants = accounts.grants(user) if user is not None else ()
    return {
        "workspace": settings.WORKSPACE,
        "now_ms": settings.WORKSPACE.clock.now_ms(),
        "clock_simulated": settings.WORKSPACE.clock.simulated,
        "grants": grants,
        "allowed": frozenset().union(*(grant.role.verbs for grant in grants)),
    }
