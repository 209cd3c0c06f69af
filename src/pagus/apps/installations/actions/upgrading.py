"""From one version of a kit to the next, and back: nobody is dropped on the way, and no value is lost in silence."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db import IntegrityError, transaction

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.installations.actions.installing import new_installation
from pagus.apps.installations.actions.prescribing import keep_asking
from pagus.apps.installations.actions.rows import (
    begin_tenure,
    end_tenure,
    now,
    required_reason,
    running_row,
    touch,
    write_journal,
)
from pagus.apps.installations.actions.tasks import finish_tasks
from pagus.apps.installations.asked_before import still_asked
from pagus.apps.installations.kit_library import find_kit, installed_kit
from pagus.apps.installations.layers import accepted_values
from pagus.apps.installations.lock import keep_copy, write_lock
from pagus.apps.installations.models import Enrolment, Installation, ParameterValue
from pagus.apps.installations.queries.planning import plan_rollback, plan_upgrade_here, things_let_go
from pagus.apps.installations.upgrade_plan import may_move
from pagus.apps.pathways.moving import move_courses
from pagus.apps.people.queries import is_person
from pagus.apps.streams.actions import register_subjects
from pagus.errors import Conflict, InputError

__all__ = ["move_people", "rollback", "upgrade"]


def upgrade(
    installation_id: int,
    kit: str,
    by: Actor,
    *,
    reason: str,
    values: Mapping[str, float] | None = None,
    move: bool = False,
) -> int:
    """Let a newer version take over: exactly what ``queries.plan_upgrade_here`` says, in one transaction.

    Takes: the version that runs; the newer kit as ``kit_library.find_kit`` names it; why; values of the territory that
    differ from those carried over; ``move``: also move the people, where the kit declares that they may be.
    Gives: the number of the new installation. Things and places go over at once. People stay where they are until
    they are moved; open cases stay with the version that opened them, always.
    Refuses: NotFound, NotAllowed, KitError, InputError without a reason, Conflict with every reason of the plan, or
    when somebody else changed the installation at the same moment.
    """
    row = running_row(installation_id)
    accounts.require(by, "install_kit", row.territory)
    said = required_reason(reason, InputError("an upgrade needs a reason"))
    source = find_kit(kit)
    keep_copy(source)
    try:
        with transaction.atomic():
            row = running_row(installation_id, locked=True)
            plan = plan_upgrade_here(row.pk, source, values or {})
            _refuse(plan.refusals, row.kit_id)
            row.superseded_ms = now()
            end_tenure(row)
            touch(row)
            new = new_installation(plan.install, source, by, replaces=row)
            _carry_values(row, new, since_ms=None)
            _follow_on(row, new, plan.install.subjects)
            detail = {"from": row.version, "to": new.version, "digest": new.digest, "reason": said}
            write_journal(by, "upgrade_kit", f"kit:{row.kit_id}", detail)
            if move:
                move_people(new.pk, by, reason=said)
            _rest(row)
    except IntegrityError as error:
        raise Conflict("{kit} was changed by somebody else just now: look again", kit=row.kit_id) from error
    write_lock()
    return new.pk


def move_people(installation_id: int, by: Actor, *, reason: str, subjects: Collection[str] | None = None) -> int:
    """Move people from the older versions of a kit to the one that is current here.

    Takes: the current installation; why; some codes, or None for everybody. Gives: how many were moved. Their
    observations count from where they counted before, so no window starts empty; alerts of before are not told again.
    What was set for them on the older version since it was replaced goes over with them, and so do their courses. What
    this version asks only if prescribed is prescribed, as their own value, for whoever was asked for it or sent it of
    late (``asked_before``).
    Refuses: NotFound, NotAllowed, InputError without a reason, Conflict when this version does not declare that people
    of an older one may be moved to it.
    """
    new = running_row(installation_id)
    accounts.require(by, "install_kit", new.territory)
    said = required_reason(reason, InputError("moving people needs a reason"))
    kit = installed_kit(new.digest)
    moved = 0
    with transaction.atomic():
        older = Installation.objects.filter(
            kit_id=new.kit_id, territory=new.territory, removed_ms__isnull=True, superseded_ms__isnull=False
        )
        for row in older.order_by("pk"):
            chosen = _followed(row, subjects)
            if chosen and not may_move(row.version, kit):
                key = "version {version} does not say that people of {older} may be moved to it"
                raise Conflict(key, version=new.version, older=row.version)
            codes = [it.subject for it in chosen]
            going_on = still_asked(row, kit, codes)
            _carry_values(row, new, since_ms=row.superseded_ms, holders=set(codes))
            keep_asking(new, kit, going_on, said, by)
            _transfer(chosen, new)
            move_courses(row.pk, new.pk, codes, by, reason=said)
            moved += len(chosen)
            for code in codes:
                asked = sorted(going_on.get(code, ()))
                write_journal(by, "move_to_version", code, {"to": new.version, "reason": said, "asked": asked})
            _rest(row)
        touch(new)
    write_lock()
    return moved


def rollback(installation_id: int, by: Actor, *, reason: str) -> int:
    """Go back to the version before: exactly what ``queries.plan_rollback`` says, in one transaction.

    Takes: the current version; why. Gives: the number of the installation that is current again. Everybody it follows
    goes back with their history; values set since the upgrade go back too, where the older version accepts them.
    Alerts and cases of the newer version stay with it.
    Refuses: NotFound, NotAllowed, InputError without a reason, Conflict when there is nothing to go back to.
    """
    accounts.require(by, "install_kit", running_row(installation_id).territory)
    said = required_reason(reason, InputError("a rollback needs a reason"))
    with transaction.atomic():
        row = running_row(installation_id, locked=True)
        _refuse(plan_rollback(row.pk).refusals, row.kit_id)
        old = Installation.objects.select_for_update().get(pk=row.replaces_id)
        finish_tasks(row, by, said)
        row.removed_ms, row.ended_reason = now(), said
        end_tenure(row)
        touch(row)
        old.superseded_ms, old.removed_ms, old.ended_reason = None, None, ""
        begin_tenure(old)
        touch(old)
        _carry_values(row, old, since_ms=row.installed_ms)
        _transfer(_followed(row, None), old)
        _follow_on(row, old, ())
        detail = {"from": row.version, "to": old.version, "reason": said}
        write_journal(by, "roll_back_kit", f"kit:{row.kit_id}", detail)
    write_lock()
    return old.pk


def _refuse(refusals: Collection[str], kit_id: str) -> None:
    if refusals:
        raise Conflict("{kit} cannot change its version: {reasons}", kit=kit_id, reasons="; ".join(refusals))


def _followed(row: Installation, subjects: Collection[str] | None) -> list[Enrolment]:
    """The people whom a version follows now, of these or of all."""
    open_ones = Enrolment.objects.filter(installation=row, to_ms__isnull=True).order_by("pk")
    wanted = None if subjects is None else set(subjects)
    return [it for it in open_ones if is_person(it.subject) and (wanted is None or it.subject in wanted)]


def _transfer(enrolments: Collection[Enrolment], target: Installation) -> None:
    """End these enrolments and begin them anew on another version, with the observations that counted."""
    moment = now()
    Enrolment.objects.filter(pk__in=[it.pk for it in enrolments]).update(to_ms=moment)
    Enrolment.objects.bulk_create(
        [
            Enrolment(installation=target, subject=it.subject, from_ms=moment, observed_from_ms=it.observed_from_ms)
            for it in enrolments
        ],
        batch_size=1000,
    )


def _follow_on(row: Installation, target: Installation, planned: Collection[str]) -> None:
    """Things and places go over at once, and those that the plan names and that nobody had let go begin.

    Things of a kind that the target does not follow are let go.
    """
    known = Enrolment.objects.filter(installation=row).order_by("pk")
    seen = {it.subject for it in known}
    others = set(things_let_go(row.pk, installed_kit(target.digest)))
    Enrolment.objects.filter(installation=row, subject__in=others, to_ms__isnull=True).update(to_ms=now())
    going = [it for it in known if it.to_ms is None and not is_person(it.subject) and it.subject not in others]
    _transfer(going, target)
    fresh = [subject for subject in planned if subject not in seen]
    register_subjects(fresh)
    moment = now()
    Enrolment.objects.bulk_create(
        Enrolment(installation=target, subject=subject, from_ms=moment, observed_from_ms=moment) for subject in fresh
    )


def _carry_values(
    row: Installation, target: Installation, *, since_ms: int | None, holders: Collection[str] | None = None
) -> None:
    """Copy what the layers of a version hold to another one, with who set it, when and why.

    ``since_ms``: only what was set after that instant; None for all. ``holders``: only what these people have of their
    own. What the target refuses, the plan has named.
    """
    accepted, _ = accepted_values(row.pk, installed_kit(target.digest), since_ms)
    held = {(it.layer, it.holder, it.name): it for it in ParameterValue.objects.filter(installation=target)}
    for value in accepted:
        key = (value.layer, value.holder, value.name)
        if holders is not None and (value.holder not in holders or (key in held and held[key].at_ms > value.at_ms)):
            continue  # of somebody else, or already set anew where they go
        if since_ms is None and key in held and held[key].value != value.value:
            continue  # the upgrade itself set another value
        if since_ms is None and key in held:
            held[key].delete()
        ParameterValue.objects.create(
            installation=target,
            layer=value.layer,
            holder=value.holder,
            name=value.name,
            value=value.value,
            by=value.by,
            at_ms=value.at_ms,
            reason=value.reason,
            target_set=value.target_set,
        )


def _rest(row: Installation) -> None:
    """A replaced version that follows nobody any more has ended; its open alerts keep waiting for people."""
    if not Enrolment.objects.filter(installation=row, to_ms__isnull=True).exists():
        row.removed_ms, row.ended_reason = now(), "replaced"
        touch(row)
