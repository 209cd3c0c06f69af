"""A kit that was revoked or withdrawn reaches those who run it, as a task."""

from __future__ import annotations

from pagus.apps.installations.actions.rows import now
from pagus.apps.installations.actions.tasks import open_task
from pagus.apps.installations.offers import kept_offers
from pagus.apps.installations.queries.running import InstalledKit, active_installations
from pagus.apps.installations.trusting import judgement_of
from pagus.kernel.time import DAY, HOUR

__all__ = ["heed_revocations"]

DUE_MS = {"immediate": 4 * HOUR, "soon": 3 * DAY, "routine": 30 * DAY}
"""How soon a revocation of each urgency is to be dealt with: a local default, no standard gives it."""
WITHDRAWN_MS = 30 * DAY


def heed_revocations() -> int:
    """Open a task for each running kit that a trusted key has revoked, or that its registry has withdrawn.

    Gives: how many tasks are new. Nothing is stopped by itself: people who are followed must not fall silent because
    somebody far away took a version back; who runs it decides, and the task says until when.
    """
    withdrawn = {entry.digest: entry.yanked for offers in kept_offers() for entry in offers.entries if entry.yanked}
    opened = 0
    for installed in active_installations():
        facts = _revocation(installed)
        if facts is not None:
            due = now() + DUE_MS.get(facts["urgency"], DUE_MS["soon"])
            opened += open_task(installed.id, "revoked", verb="install_kit", due_ms=due, facts=facts)
        elif installed.kit.digest in withdrawn:
            told = {"reason": withdrawn[installed.kit.digest].reason}
            opened += open_task(installed.id, "withdrawn", verb="install_kit", due_ms=now() + WITHDRAWN_MS, facts=told)
    return opened


def _revocation(installed: InstalledKit) -> dict[str, str] | None:
    signed = judgement_of(installed.kit, (), shipped=True).signed
    for each in signed:
        if each.statement.kind == "revocation":
            facts = each.statement.facts
            by = each.key.organisation
            return {"reason": str(facts["reason"]), "urgency": str(facts["urgency"]), "by": by}
    return None
