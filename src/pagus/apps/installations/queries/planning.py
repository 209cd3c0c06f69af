"""What an installation, an upgrade, a rollback or an end would do here: the plans, with what they must know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from pagus import __version__
from pagus.apps.accounts import queries as accounts
from pagus.apps.alerts.counting import waiting_of
from pagus.apps.capabilities.queries import standing
from pagus.apps.installations.asked_before import asked_remarks
from pagus.apps.installations.kit_library import KitSource, find_kit, installed_kit
from pagus.apps.installations.layers import accepted_values
from pagus.apps.installations.models import Acceptance, Enrolment, Installation, ParameterValue, Task
from pagus.apps.installations.plan import InstallPlan, Surroundings, plan_install
from pagus.apps.installations.queries.running import active_installations, followed_now, get_installation
from pagus.apps.installations.trusting import distrust
from pagus.apps.installations.upgrade_plan import (
    EndPlan,
    Followers,
    MovePlan,
    OlderVersion,
    RollbackPlan,
    UpgradePlan,
    may_move,
    plan_move,
    plan_upgrade,
)
from pagus.apps.people.queries import is_person
from pagus.apps.streams.queries import registered_signals
from pagus.apps.territory.queries import get_place, get_thing, places_within, things
from pagus.errors import NotFound
from pagus.kernel.remark import Remark
from pagus.kit_language.difference import compare_kits
from pagus.kit_language.model import Kit, Mode

__all__ = [
    "acceptance_of",
    "current_row",
    "plan_here",
    "plan_move_here",
    "plan_rollback",
    "plan_source",
    "plan_uninstall",
    "plan_upgrade_here",
    "surroundings",
    "things_for",
    "things_let_go",
]


def plan_here(kit: str, territory: str, values: Mapping[str, float], mode: Mode = "simulation") -> InstallPlan:
    """What would installing this kit create in this territory? ``actions.install`` does exactly this.

    Takes: the slug of a library kit or the path of a folder; a place code; values of the territory layer; the mode.
    Refuses: NotFound for the kit or the place, KitError for faults of the kit or of the values.
    """
    return plan_source(find_kit(kit), territory, values, mode)


def plan_source(source: KitSource, territory: str, values: Mapping[str, float], mode: Mode) -> InstallPlan:
    """As ``plan_here``, for a kit that was found already."""
    running = current_row(source.kit.id, territory)
    around = surroundings(source, territory, mode, accepted=acceptance_of(source.kit.digest, territory) is not None)
    version = running.version if running else None
    return plan_install(source.kit, values, replace(around, installed_version=version))


def surroundings(source: KitSource, territory: str, mode: Mode, *, accepted: bool) -> Surroundings:
    """What a plan must know of this workspace. Refuses: NotFound for the place."""
    kit = source.kit
    active = active_installations()
    current = [one for one in active if one.superseded_ms is None and accounts.covers(one.territory, territory)]
    return Surroundings(
        territory=get_place(territory).code,
        mode=mode,
        things=things_for(kit, territory),
        places=tuple(places_within(territory)) if kit.subject == "place" else (),
        known_signals=frozenset(registered_signals()),
        roles_held=frozenset(_roles_held(territory)),
        accepted=accepted,
        distrust=distrust(source.judgement, source.origin, mode),
        pagus=__version__,
        beside=tuple(one.kit for one in current if one.kit.id != kit.id),
        capabilities=standing(),
        known_categories=frozenset(each for one in active for each in one.kit.data_categories),
    )


SELF_TESTED = "self_test"
"""The kind of the one thing by which a workspace tests itself."""


def things_for(kit: Kit, territory: str) -> tuple[str, ...]:
    """Which things of a territory is a kit about? None when it is about people or places."""
    if kit.subject != "thing":
        return ()
    here = things(within=territory)
    # The thing by which a workspace tests itself is followed by nothing but its own kit.
    return tuple(each.code for each in here if each.kind in kit.kinds or not (kit.kinds or each.kind == SELF_TESTED))


def things_let_go(installation_id: int, kit: Kit) -> tuple[str, ...]:
    """Of the things that an installation follows, which are of a kind that this version of its kit does not follow?"""
    followed = followed_now(installation_id) if kit.subject == "thing" and kit.kinds else ()
    return tuple(code for code in followed if get_thing(code).kind not in kit.kinds)


def current_row(kit_id: str, territory: str) -> Installation | None:
    """The version of a kit that takes new people in a territory."""
    rows = Installation.objects.filter(kit_id=kit_id, territory=territory)
    return rows.filter(removed_ms__isnull=True, superseded_ms__isnull=True).first()


def acceptance_of(digest: str, territory: str) -> Acceptance | None:
    """The newest clinical acceptance of this content in this territory."""
    return Acceptance.objects.filter(digest=digest, territory=territory).order_by("pk").last()


def _roles_held(territory: str) -> Iterable[str]:
    for account in accounts.accounts():
        for grant in account.grants:
            if accounts.covers(grant.territory, territory):
                yield grant.role.code


def plan_upgrade_here(installation_id: int, source: KitSource, values: Mapping[str, float]) -> UpgradePlan:
    """What would this newer version change here? ``actions.upgrade`` does exactly this.

    Takes: the version that runs; the newer kit; values of the territory that differ from those carried over.
    Refuses: NotFound, InputError for another kit, KitError for values that the new version does not accept.
    """
    running = get_installation(installation_id)
    old, new = running.kit, source.kit
    difference = compare_kits(old, new)
    carried, refused = accepted_values(installation_id, new)
    territory = {row.name: row.value for row in carried if row.layer == "territory" and row.value is not None}
    accepted = acceptance_of(new.digest, running.territory) is not None or not difference.changes_clinical_rules
    around = surroundings(source, running.territory, running.mode, accepted=accepted)
    install = plan_install(new, territory | dict(values), around)
    return plan_upgrade(
        old,
        new,
        install,
        installation=installation_id,
        difference=difference,
        followers=followers(installation_id),
        dropped=(*_dropped(refused), *_let_go(things_let_go(installation_id, new))),
        asked=tuple(asked_remarks(_row(installation_id), new, followed_people(installation_id))),
    )


def plan_rollback(installation_id: int) -> RollbackPlan:
    """What would going back to the version before do? ``actions.rollback`` does exactly this. Refuses: NotFound."""
    row = Installation.objects.select_related("replaces").filter(pk=installation_id, removed_ms__isnull=True).first()
    if row is None:
        raise NotFound("no running installation has the number {installation}", installation=installation_id)
    before = row.replaces
    dropped: list[ParameterValue] = []
    if before is not None:
        _, dropped = accepted_values(row.pk, installed_kit(before.digest), row.installed_ms)
    return RollbackPlan(
        installation=row.pk,
        from_version=row.version,
        to_version=before.version if before else "",
        followers=followers(row.pk),
        dropped=tuple(_dropped(dropped)),
        refusals=tuple(_against_rollback(row)),
    )


def plan_move_here(installation_id: int) -> MovePlan:
    """Who would go over to this version? ``actions.move_people`` does exactly this. Refuses: NotFound."""
    running = get_installation(installation_id)
    rows = Installation.objects.filter(kit_id=running.kit.id, territory=running.territory, removed_ms__isnull=True)
    replaced = list(rows.filter(superseded_ms__isnull=False).exclude(pk=installation_id).order_by("pk"))
    older = [
        OlderVersion(
            installation=row.pk,
            version=row.version,
            followers=followers(row.pk),
            movable=may_move(row.version, running.kit),
        )
        for row in replaced
    ]
    dropped = [value for row in replaced for value in _left_behind(row, running.kit)]
    asked = [each for row in replaced for each in asked_remarks(row, running.kit, followed_people(row.pk))]
    return plan_move(running.kit, installation_id, older, _dropped(dropped), asked)


def _row(installation_id: int) -> Installation:
    return Installation.objects.get(pk=installation_id)


def followed_people(installation_id: int) -> tuple[str, ...]:
    """Which people does a version follow now?"""
    return tuple(code for code in followed_now(installation_id) if is_person(code))


def _left_behind(row: Installation, kit: Kit) -> list[ParameterValue]:
    """What people on this version were given since it was replaced, and this kit does not accept."""
    followed = set(followed_now(row.pk))
    _, refused = accepted_values(row.pk, kit, row.superseded_ms)
    return [value for value in refused if value.holder in followed and value.value is not None]


def plan_uninstall(installation_id: int) -> EndPlan:
    """What would ending this kit here stop and close? ``actions.uninstall`` does exactly this. Refuses: NotFound."""
    running = get_installation(installation_id)
    rows = Installation.objects.filter(kit_id=running.kit.id, territory=running.territory, removed_ms__isnull=True)
    numbers = [row.pk for row in rows.order_by("pk")]
    each = [followers(number) for number in numbers]
    return EndPlan(
        installation=installation_id,
        versions=tuple(row.version for row in rows.order_by("pk")),
        followers=Followers(
            people=sum(it.people for it in each),
            others=sum(it.others for it in each),
            open_alerts=sum(it.open_alerts for it in each),
            open_cases=sum(it.open_cases for it in each),
        ),
        open_tasks=Task.objects.filter(installation__in=numbers, done_ms__isnull=True).count(),
        kept_alerts=sum(waiting_of(number).ever for number in numbers),
    )


def followers(installation_id: int) -> Followers:
    """Whom does an installation follow now, and what of it waits for somebody?"""
    followed = Enrolment.objects.filter(installation_id=installation_id, to_ms__isnull=True)
    people = followed.filter(subject__startswith="person:").count()
    waiting = waiting_of(installation_id)
    return Followers(
        people=people, others=followed.count() - people, open_alerts=waiting.alerts, open_cases=waiting.cases
    )


def _against_rollback(row: Installation) -> Iterable[Remark]:
    if row.superseded_ms is not None:
        yield Remark("version {version} is not the current one here", version=row.version)
    elif row.replaces is None:
        yield Remark("version {version} replaced none: there is nothing to go back to", version=row.version)


def _let_go(codes: tuple[str, ...]) -> Iterable[Remark]:
    if codes:
        yield Remark("things of other kinds, which are not followed any more: {things}", things=", ".join(codes))


def _dropped(rows: Iterable[ParameterValue]) -> Iterable[Remark]:
    for row in rows:
        if row.value is None:
            continue  # a value that was taken back is no value that could get lost
        key = "{name} = {value} of the layer {layer} is not accepted there: the kit's own value holds"
        yield Remark(key, name=row.name, value=f"{row.value:g}", layer=row.layer)
