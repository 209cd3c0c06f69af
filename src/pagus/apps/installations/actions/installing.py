"""Installing a kit: exactly what the plan says, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from django.db import IntegrityError, transaction

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.installations.actions.rows import begin_tenure, now, this_second, write_journal
from pagus.apps.installations.kit_library import KitSource, find_kit
from pagus.apps.installations.lock import keep_copy, write_lock
from pagus.apps.installations.models import Enrolment, Installation, ParameterValue
from pagus.apps.installations.plan import InstallPlan
from pagus.apps.installations.queries.planning import acceptance_of, plan_source
from pagus.apps.installations.queries.running import revision
from pagus.apps.streams.actions import register_signals, register_subjects
from pagus.errors import Conflict, InputError
from pagus.kit_language.model import Mode

__all__ = ["install", "new_installation"]


def install(
    kit: str,
    territory: str,
    parameters: Mapping[str, float],
    mode: Mode = "simulation",
    by: Actor = accounts.SYSTEM,
    *,
    from_ms: int | None = None,
) -> int:
    """Install a kit in a territory: exactly what ``queries.plan_here`` says, in one transaction.

    Takes: a kit as ``kit_library.find_kit`` names it; a place code; values of the territory layer; the mode; from which
    instant on things and places are followed (now, unless one is given).
    Gives: the number of the installation. The kit's folder is copied into the workspace; kits.lock is written.
    Refuses: NotAllowed; NotFound; KitError; InputError for an unknown mode; Conflict with every reason of the
    plan that stands against it, or when somebody else installed it at the same moment.
    """
    accounts.require(by, "install_kit", territory)
    if mode not in get_args(Mode):
        known = ", ".join(get_args(Mode))
        raise InputError("unknown mode {mode}: the modes are {known}", mode=str(mode)[:40], known=known)
    source = find_kit(kit)
    keep_copy(source)
    try:
        with transaction.atomic():
            plan = plan_source(source, territory, parameters, mode)
            if plan.refusals:
                reasons = "; ".join(plan.refusals)
                raise Conflict("{kit} cannot be installed: {reasons}", kit=plan.kit_id, reasons=reasons)
            row = new_installation(plan, source, by)
            _follow_at_once(row, plan, this_second(row.installed_ms) if from_ms is None else from_ms)
            detail = {"version": plan.version, "digest": plan.digest, "mode": plan.mode, "territory": territory}
            write_journal(by, "install_kit", f"kit:{plan.kit_id}", detail)
    except IntegrityError as error:
        raise Conflict("{kit} was installed by somebody else just now: look again", kit=source.kit.id) from error
    write_lock()
    return row.pk


def new_installation(
    plan: InstallPlan, source: KitSource, by: Actor, replaces: Installation | None = None
) -> Installation:
    """The row of a new version, its signals and the values of its territory layer; inside a transaction."""
    login, _ = accounts.actor_of(by)
    moment = now()
    row = Installation.objects.create(
        kit_id=plan.kit_id,
        slug=source.kit.slug,
        version=plan.version,
        digest=plan.digest,
        territory=plan.territory,
        mode=plan.mode,
        installed_by=login,
        installed_ms=moment,
        replaces=replaces,
        acceptance=acceptance_of(plan.digest, plan.territory),
        provenance=source.provenance(),
        revision=revision() + 1,
    )
    begin_tenure(row)
    register_signals(source.kit.signals[signal.code] for signal in plan.signals)
    ParameterValue.objects.bulk_create(
        ParameterValue(
            installation=row,
            layer="territory",
            name=name,
            value=value,
            by=login,
            at_ms=moment,
            reason="at installation",
        )
        for name, value in plan.local_values.items()
    )
    return row


def _follow_at_once(row: Installation, plan: InstallPlan, from_ms: int) -> None:
    """Enrol the things or places that the plan names."""
    register_subjects(plan.subjects)
    Enrolment.objects.bulk_create(
        Enrolment(installation=row, subject=subject, from_ms=from_ms, observed_from_ms=from_ms)
        for subject in plan.subjects
    )
