"""Installing kits, setting parameters, enrolling."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from django.conf import settings
from django.db import transaction

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.installations.kit_library import kit_folder
from pagus.apps.installations.lock import keep_copy, write_lock
from pagus.apps.installations.models import Enrolment, Installation, ParameterValue
from pagus.apps.installations.plan import InstallPlan
from pagus.apps.installations.queries import get_installation, library_kit, plan_here, revision
from pagus.apps.journal import actions as journal
from pagus.apps.people import queries as people
from pagus.apps.people.queries import is_person
from pagus.apps.streams.actions import register_signals, register_subjects
from pagus.apps.territory.queries import get_place, get_thing
from pagus.errors import Conflict, InputError, NotAllowed, NotFound
from pagus.kit_language import check_choice
from pagus.kit_language.model import Kit, Layer, Mode

__all__ = ["end_enrolment", "enrol", "install", "set_parameter", "uninstall"]


def install(
    kit_slug: str,
    territory: str,
    parameters: Mapping[str, float],
    mode: Mode = "simulation",
    by: Actor = accounts.SYSTEM,
    *,
    from_ms: int | None = None,
) -> int:
    """Install a kit in a territory: exactly what ``queries.plan_here`` says, in one transaction.

    Takes: the slug of a library kit or a folder; a place code; values of the territory layer; the mode; from which
    instant on things and places are followed (now, unless one is given).
    Gives: the number of the installation. The kit's folder is copied into the workspace; kits.lock is written.
    Refuses: NotAllowed; NotFound; KitError; InputError for an unknown mode; Conflict with every reason of the
    plan that stands against it.
    """
    accounts.require(by, "install_kit", territory)
    if mode not in get_args(Mode):
        known = ", ".join(get_args(Mode))
        raise InputError("unknown mode {mode}: the modes are {known}", mode=str(mode)[:40], known=known)
    kit = library_kit(kit_slug)
    keep_copy(kit_folder(kit_slug), kit.digest)
    with transaction.atomic():
        plan = plan_here(kit_slug, territory, parameters, mode)
        if plan.refusals:
            raise Conflict("{kit} cannot be installed: {reasons}", kit=plan.kit_id, reasons="; ".join(plan.refusals))
        row = _create(plan, kit, by, from_ms)
        detail = {"version": plan.version, "digest": plan.digest, "mode": plan.mode, "territory": territory}
        _journal(by, "install_kit", f"kit:{plan.kit_id}", detail)
    write_lock()
    return row.pk


def uninstall(installation_id: int, by: Actor, *, reason: str) -> None:
    """End an installation: its rules stop, its enrolments end; alerts, values and observations stay.

    Refuses: NotFound, NotAllowed, InputError without a reason, Conflict when it has ended already.
    """
    row = _running(installation_id)
    accounts.require(by, "install_kit", row.territory)
    if not reason.strip():
        raise InputError("ending an installation needs a reason")
    now_ms = settings.WORKSPACE.clock.now_ms()
    with transaction.atomic():
        Enrolment.objects.filter(installation=row, to_ms__isnull=True).update(to_ms=now_ms)
        row.removed_ms = now_ms
        _touch(row)
        _journal(by, "uninstall_kit", f"kit:{row.kit_id}", {"reason": reason, "territory": row.territory})
    write_lock()


def set_parameter(
    installation_id: int,
    name: str,
    value: float | None,
    *,
    layer: Layer = "territory",
    holder: str = "",
    reason: str,
    by: Actor,
) -> None:
    """Set a parameter at a layer, or take the layer's value back with None.

    Takes: layer "territory" (no holder), "team" (holder: team code) or "person" (holder: person code); why.
    Refuses: NotFound, NotAllowed, InputError for a value or layer that the kit does not accept, or without a reason.
    """
    row = _running(installation_id)
    kit = get_installation(installation_id).kit
    if name not in kit.parameters:
        raise NotFound("kit {kit} has no parameter {name}", kit=kit.id, name=name)
    _require_layer(row, layer, holder, by)
    if not reason.strip():
        raise InputError("changing a parameter needs a reason: it stays beside the value")
    # Taking a value back asks only whether this layer may speak: the kit's own value is always within the bounds.
    check_choice(kit, layer, name, kit.parameters[name].default if value is None else value)
    login, _ = accounts.actor_of(by)
    with transaction.atomic():
        ParameterValue.objects.create(
            installation=row,
            layer=layer,
            holder=holder,
            name=name,
            value=value,
            by=login,
            at_ms=settings.WORKSPACE.clock.now_ms(),
            reason=reason.strip(),
        )
        _touch(row)
        _journal(by, "set_parameter", holder or f"kit:{row.kit_id}", {"name": name, "layer": layer})


def enrol(installation_id: int, subject: str, by: Actor, *, from_ms: int | None = None) -> None:
    """Let an installation follow a subject from an instant on (now, unless one is given).

    Refuses: NotFound, NotAllowed, InputError when the kit is about another kind of subject, Conflict when followed.
    """
    row = _running(installation_id)
    _require_subject(get_installation(installation_id).kit, row, subject, by)
    if Enrolment.objects.filter(installation=row, subject=subject, to_ms__isnull=True).exists():
        raise Conflict("{subject} is enrolled already", subject=subject)
    start = settings.WORKSPACE.clock.now_ms() if from_ms is None else from_ms
    with transaction.atomic():
        register_subjects([subject])
        Enrolment.objects.create(installation=row, subject=subject, from_ms=start)
        _touch(row)
        _journal(by, "enrol", subject, {"kit": row.kit_id})


def end_enrolment(installation_id: int, subject: str, by: Actor, *, reason: str) -> None:
    """Stop following a subject. Refuses: NotFound, NotAllowed, InputError without a reason."""
    row = _running(installation_id)
    _require_subject(get_installation(installation_id).kit, row, subject, by)
    enrolment = Enrolment.objects.filter(installation=row, subject=subject, to_ms__isnull=True).first()
    if enrolment is None:
        raise NotFound("{subject} is not enrolled", subject=subject)
    if not reason.strip():
        raise InputError("ending an enrolment needs a reason")
    with transaction.atomic():
        enrolment.to_ms = settings.WORKSPACE.clock.now_ms()
        enrolment.save(update_fields=["to_ms"])
        _touch(row)
        _journal(by, "end_enrolment", subject, {"kit": row.kit_id, "reason": reason.strip()})


def _create(plan: InstallPlan, kit: Kit, by: Actor, from_ms: int | None) -> Installation:
    login, _ = accounts.actor_of(by)
    now_ms = settings.WORKSPACE.clock.now_ms()
    row = Installation.objects.create(
        kit_id=plan.kit_id,
        slug=kit.slug,
        version=plan.version,
        digest=plan.digest,
        territory=plan.territory,
        mode=plan.mode,
        installed_by=login,
        installed_ms=now_ms,
        revision=revision() + 1,
    )
    register_signals(kit.signals[signal.code] for signal in plan.signals)
    register_subjects(plan.subjects)
    start = now_ms if from_ms is None else from_ms
    Enrolment.objects.bulk_create(
        [Enrolment(installation=row, subject=subject, from_ms=start) for subject in plan.subjects]
    )
    ParameterValue.objects.bulk_create(
        ParameterValue(
            installation=row,
            layer="territory",
            name=name,
            value=value,
            by=login,
            at_ms=now_ms,
            reason="at installation",
        )
        for name, value in plan.local_values.items()
    )
    return row


def _running(installation_id: int) -> Installation:
    row = Installation.objects.filter(pk=installation_id, removed_ms__isnull=True).first()
    if row is None:
        raise NotFound("no running installation has the number {installation}", installation=installation_id)
    return row


def _touch(row: Installation) -> None:
    row.revision = revision() + 1
    row.save()


def _require_layer(row: Installation, layer: Layer, holder: str, by: Actor) -> None:
    if layer == "person":
        person = people.facts_of([holder]).get(holder)
        if person is None or not people.may_see(by, person):
            raise NotFound("no person here has the code {code}", code=holder)
        if not people.may_see(by, person, "set_person_parameter"):
            raise NotAllowed("your roles do not allow: {verb}", verb="set_person_parameter")
        return
    if layer == "team" and not any(team.code == holder for team in people.teams(row.territory)):
        raise NotFound("no team here has the code {code}", code=holder)
    if layer == "territory" and holder:
        raise InputError("the territory layer has no holder")
    accounts.require(by, "set_parameter", row.territory)


def _require_subject(kit: Kit, row: Installation, subject: str, by: Actor) -> None:
    kind = "person" if is_person(subject) else "thing" if subject.startswith("thing:") else "place"
    if kind != kit.subject:
        raise InputError("{kit} is about a {wanted}, not a {kind}", kit=kit.id, wanted=kit.subject, kind=kind)
    if kind == "person":
        person = people.facts_of([subject]).get(subject)
        if person is None or not people.may_see(by, person):
            raise NotFound("no person here has the code {code}", code=subject)
        if not people.may_see(by, person, "enrol"):
            raise NotAllowed("your roles do not allow: {verb}", verb="enrol")
        return
    place = get_thing(subject).place if kind == "thing" else get_place(subject).code
    accounts.require(by, "install_kit", place)


def _journal(by: Actor, verb: str, code: str, detail: Mapping[str, object]) -> None:
    login, role = accounts.actor_of(by)
    journal.record(login, role, verb, code, "installation", detail)
