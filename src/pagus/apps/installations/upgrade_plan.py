"""What an upgrade, a rollback or an uninstall would do, before it does it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pagus.apps.installations.plan import InstallPlan
from pagus.kernel.remark import Remark
from pagus.kit_language.difference import Difference
from pagus.kit_language.model import Kit
from pagus.kit_language.version import read_version

__all__ = [
    "EndPlan",
    "Followers",
    "MovePlan",
    "OlderVersion",
    "RollbackPlan",
    "UpgradePlan",
    "may_move",
    "plan_move",
    "plan_upgrade",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Followers:
    """Whom an installation follows, and what of it waits for somebody."""

    people: int
    others: int
    """Things and places."""
    open_alerts: int
    open_cases: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UpgradePlan:
    """Everything an upgrade does: what it installs, what is different, who stays and who may be moved."""

    installation: int
    from_version: str
    install: InstallPlan
    difference: Difference
    followers: Followers
    movable: bool
    """Does the new version declare that people of the old one may be moved to it?"""
    dropped: tuple[Remark, ...]
    """Values set here that the new version does not accept, and things that it does not follow."""
    refusals: tuple[Remark, ...]
    asked: tuple[Remark, ...] = ()
    """What the new version asks only if prescribed: for how many of the people it is yes once they are moved."""

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What people should know first."""
        staying = self.followers.people
        told = list(self.install.remarks) + list(self.dropped)
        if staying and not self.movable:
            told.append(Remark("people stay on version {version}: no migration is declared", version=self.from_version))
        if self.movable:
            told += self.asked
        if self.followers.open_cases:
            told.append(Remark("open cases keep the version that opened them"))
        return tuple(told)


@dataclass(frozen=True, slots=True, kw_only=True)
class OlderVersion:
    """An older version that still follows somebody."""

    installation: int
    version: str
    followers: Followers
    movable: bool
    """Does the current version declare that its people may be moved?"""


@dataclass(frozen=True, slots=True, kw_only=True)
class MovePlan:
    """Who goes over to the current version: everybody whom the older versions follow, with their history."""

    installation: int
    version: str
    older: tuple[OlderVersion, ...]
    dropped: tuple[Remark, ...]
    """Values that they have of their own and that this version does not accept."""
    refusals: tuple[Remark, ...]
    asked: tuple[Remark, ...] = ()
    """What this version asks only if prescribed: for how many of them it is yes once they are moved."""

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What people should know first."""
        return (*self.asked, *self.dropped)


@dataclass(frozen=True, slots=True, kw_only=True)
class RollbackPlan:
    """Back to the version before: who goes back, and which values set since then are kept."""

    installation: int
    from_version: str
    to_version: str
    followers: Followers
    dropped: tuple[Remark, ...]
    refusals: tuple[Remark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EndPlan:
    """What uninstalling stops and closes, and what stays on record."""

    installation: int
    versions: tuple[str, ...]
    followers: Followers
    open_tasks: int
    kept_alerts: int


def plan_upgrade(
    old: Kit,
    new: Kit,
    install: InstallPlan,
    *,
    installation: int,
    difference: Difference,
    followers: Followers,
    dropped: tuple[Remark, ...] = (),
    asked: tuple[Remark, ...] = (),
) -> UpgradePlan:
    """What would this upgrade do, and what stands against it?

    Takes: both checked kits; the plan of the new one with the values that are carried over; what the shell knows.
    Gives: the plan. Pure: it reads and writes nothing.
    """
    refusals = (*install.refusals, *_refusals(old, new, difference))
    if difference.changes_clinical_rules and new.clinical and not install.accepted:
        install = replace(install, needs_acceptance=install.mode != "simulation")
    return UpgradePlan(
        installation=installation,
        from_version=old.version,
        install=install,
        difference=difference,
        followers=followers,
        movable=may_move(old.version, new),
        dropped=dropped,
        refusals=refusals,
        asked=asked,
    )


def plan_move(
    new: Kit,
    installation: int,
    older: Iterable[OlderVersion],
    dropped: Iterable[Remark] = (),
    asked: Iterable[Remark] = (),
) -> MovePlan:
    """Who would be moved to this version, and what stands against it?

    Takes: the kit of the current version; its number; the older versions that run beside it; ``dropped``, what it does
    not accept of what their people have; ``asked``, for how many is yes what it asks only if prescribed.
    Gives: the plan, with those that follow people. Pure: it reads and writes nothing.
    """
    chosen = tuple(each for each in older if each.followers.people)
    return MovePlan(
        installation=installation,
        version=new.version,
        older=chosen,
        dropped=tuple(dropped),
        refusals=tuple(_against_move(new, chosen)),
        asked=tuple(asked),
    )


def _against_move(new: Kit, older: tuple[OlderVersion, ...]) -> Iterable[Remark]:
    if not older:
        yield Remark("no older version follows people here")
    for each in older:
        if not each.movable:
            key = "version {version} does not say that people of {older} may be moved to it"
            yield Remark(key, version=new.version, older=each.version)


def may_move(version: str, new: Kit) -> bool:
    """Does this kit declare that people of that version may be moved to it?

    Takes: a version, a kit. Gives: yes or no.
    """
    return new.upgrade is not None and version in new.upgrade.moves_from


def _refusals(old: Kit, new: Kit, difference: Difference) -> Iterable[Remark]:
    if read_version(new.version) <= read_version(old.version):
        key = "{version} is not newer than {running}, which runs here: to go back, roll back"
        yield Remark(key, version=new.version, running=old.version)
    elif not difference.is_enough:
        key = "the changes ask for version {least} at least, and this says {version}: its number hides what changes"
        yield Remark(key, least=difference.least_version, version=new.version)
