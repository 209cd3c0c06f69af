"""The figures of a scored menu kept as observations about a kitchen."""

from __future__ import annotations

from django.conf import settings

from pagus.apps.accounts.queries import SYSTEM, Actor, covers, may
from pagus.apps.installations.actions import enrol
from pagus.apps.installations.queries import active_installations
from pagus.apps.streams.imports.import_run import ImportRun
from pagus.apps.streams.imports.reports import ImportReport
from pagus.apps.streams.observation import Observation
from pagus.apps.territory.actions import add_thing
from pagus.apps.territory.queries import KnownThing, things
from pagus.errors import NotFound
from pagus.kit_language.model import Text

__all__ = ["KITCHEN", "add_kitchen", "kitchens", "record_menu"]

KITCHEN = "school_kitchen"
"""The kind of a thing that menus are recorded for."""
FILE = "menu"


def add_kitchen(code: str, name: str, place: str, *, simulated: bool) -> int:
    """Add a school kitchen; the kits about kitchens that run at its place follow it from now on.

    Takes: a code ``thing:slug``; what it is called, the same in every language; the commune where it stands.
    Gives: how many installations follow it. Refuses: as ``territory.actions.add_thing``.
    """
    add_thing(code, Text(name, name, name), kind=KITCHEN, place=place, simulated=simulated)
    running = [
        each
        for each in active_installations()
        if KITCHEN in each.kit.kinds and each.superseded_ms is None and covers(each.territory, place)
    ]
    for each in running:
        enrol(each.id, code, SYSTEM)
    return len(running)


def kitchens(user: Actor) -> tuple[KnownThing, ...]:
    """Which kitchens may this user record menus for?"""
    return tuple(each for each in things(KITCHEN) if may(user, "import_observations", each.place))


def record_menu(
    kitchen: str, values: dict[str, float], source: str, *, at_ms: int | None = None, by: Actor = SYSTEM
) -> ImportReport:
    """Keep what a menu was scored, as observations about a kitchen, now or at an instant.

    Gives: the report: what was accepted, and why the rest was not (without the kit its signals are unknown).
    Refuses: NotFound for a thing that is no kitchen here, or not the user's; NotAllowed.
    """
    if kitchen not in {each.code for each in kitchens(by)}:
        raise NotFound("no kitchen here has the code {kitchen}", kitchen=kitchen)
    moment = settings.WORKSPACE.clock.now_ms() if at_ms is None else at_ms
    with ImportRun(FILE, source, by=by) as run:
        for position, (signal, value) in enumerate(values.items(), start=1):
            run.add(position, Observation(kitchen, signal, moment, value))
    return run.report
