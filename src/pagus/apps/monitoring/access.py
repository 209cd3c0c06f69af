"""Who may enrol a person in a monitoring, and which kits monitor persons."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.installations.queries import InstalledKit, enrolments_of
from pagus.apps.journal import actions as journal
from pagus.apps.people import queries as people
from pagus.apps.people.queries import KnownPerson
from pagus.errors import InputError, NotAllowed, NotFound
from pagus.kit_language import prescribed_by
from pagus.library.lines import monitoring_lines
from pagus.library.lines.model import Line

__all__ = [
    "enrollable",
    "line_of",
    "monitors",
    "now",
    "prescribed_for",
    "require_monitoring",
    "today",
    "write_journal",
]


def now() -> int:
    """What time is it in this workspace, in ms UTC?"""
    moment: int = settings.WORKSPACE.clock.now_ms()
    return moment


def today() -> date:
    """Which day is it in this workspace?"""
    return datetime.fromtimestamp(now() / 1000, ZoneInfo(settings.TIME_ZONE)).date()


def enrollable(code: str, by: Actor) -> KnownPerson:
    """The person, for somebody who may enrol them. Refuses: NotFound, also for whom one may not see; NotAllowed."""
    person = people.facts_of([code]).get(code)
    if person is None or not people.may_see(by, person):
        raise NotFound("no person here has the code {code}", code=code)
    if not people.may_see(by, person, "enrol"):
        raise NotAllowed("your roles do not allow: {verb}", verb="enrol")
    return person


def monitors(installed: InstalledKit) -> bool:
    """Does this installation monitor persons: a clinical kit about them?"""
    return installed.kit.clinical and installed.kit.subject == "person"


def require_monitoring(installed: InstalledKit) -> None:
    """Refuse a kit that monitors nobody."""
    if not monitors(installed):
        raise InputError("{kit} is no monitoring of persons: it asks for no prescription", kit=installed.kit.id)


def line_of(installed: InstalledKit, prescribed: Collection[str] | None = None) -> Line | None:
    """The line of home monitoring that this kit serves, the first it names; None where it names none.

    ``prescribed``: of somebody for whom these parameters say yes; a line that is not theirs without one that lacks is
    passed over. None: of the kit, whoever it follows.
    """
    known = monitoring_lines()
    open_to = (it.line for it in installed.kit.funding if prescribed is None or set(it.prescribes) <= set(prescribed))
    return next((known[line] for line in open_to if line in known), None)


def prescribed_for(code: str, installed: InstalledKit, measured: Collection[str] | None) -> frozenset[str]:
    """Which signals that are asked only if prescribed are prescribed for this person, by parameter?

    ``measured``: what was just said of it; None: what holds for the person, or for whoever is enrolled now.
    """
    if measured is not None:
        return frozenset(measured)
    own = [it for each, it in enrolments_of(code) if each.id == installed.id and it.to_ms is None]
    values = own[0].parameters if own else installed.parameters
    return frozenset(name for name in prescribed_by(installed.kit) if values[name])


def write_journal(by: Actor, verb: str, code: str, detail: dict[str, object]) -> None:
    """Enter into the journal what was done for which person."""
    login, role = accounts.actor_of(by)
    journal.record(login, role, verb, code, "monitoring", detail)
