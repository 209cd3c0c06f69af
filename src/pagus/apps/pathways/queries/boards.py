"""A pathway seen from above: how many stand where, how long, who is lost; nobody can be recognised."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.db.models import Count, Q

from pagus.apps.accounts.queries import Actor, require
from pagus.apps.installations.queries import followed_now, get_installation
from pagus.apps.pathways.models import PathwayTask, Run
from pagus.apps.pathways.shapes import Board, BoardState, DropOut
from pagus.apps.pathways.stepping import now
from pagus.apps.territory.queries import territory
from pagus.errors import NotFound
from pagus.kernel.disclosure import Audience, disclose_parts, smallest_shown
from pagus.kernel.time import DAY
from pagus.kit_language.pathway_model import Pathway

__all__ = ["board"]

LEFT = ("lost", "stopped", "withdrawn")
"""Outcomes of those who dropped out: the others ended as the pathway wants, died, moved, or were handed over."""
AUDIENCE: Audience = "public"
"""Boards are shown and printed for meetings: they hold no more than everybody may know."""
SMALLEST = smallest_shown(AUDIENCE)


def board(user: Actor, installation_id: int, pathway: str) -> Board:
    """How does this pathway go here: how many stand in each state, how long, how much is overdue, who drops out?

    Takes: who asks, with ``see_indicators`` in the territory of the installation; the installation; the pathway.
    Gives: numbers in which nobody can be recognised, by ``kernel.disclosure``: None where so few people stand, or where
    a number would give another one away. No person is read, so nothing is journalled.
    Refuses: NotAllowed, NotFound. Limits: somebody in two branches counts in both states.
    """
    installed = get_installation(installation_id)
    require(user, "see_indicators", installed.territory)
    if pathway not in installed.kit.pathways:
        raise NotFound("kit {kit} has no pathway {pathway}", kit=installed.kit.id, pathway=pathway)
    runs = Run.objects.filter(installation_id=installation_id, pathway=pathway).order_by()
    running = runs.filter(ended_ms__isnull=True)
    states = _states(installation_id, installed.kit.pathways[pathway])
    ended = Counter(dict(runs.filter(ended_ms__isnull=False).values_list("outcome").annotate(Count("pk"))))
    on_it = set(runs.values_list("person", flat=True).distinct())
    return Board(
        installation=installation_id, pathway=pathway, title=installed.kit.pathways[pathway].title,
        simulated=runs.filter(simulated=True).exists(), running=_kept(running.count()), states=states,
        ended=_shown(dict(sorted(ended.items()))),
        by_place=_by_place(installation_id, pathway),
        by_deprivation=(), not_reached=_kept(sum(code not in on_it for code in followed_now(installation_id))),
        smallest=SMALLEST,
    )  # fmt: skip


def _kept(count: int) -> int | None:
    """The number, unless so few people are behind it that somebody could be recognised. Nobody is nobody."""
    return None if 0 < count < SMALLEST else count


def _shown(counts: Mapping[str, int]) -> dict[str, int | None]:
    """The cells of one table that may be seen beside their sum. A cell without anybody withholds nothing."""
    marks = disclose_parts({name: (count,) for name, count in counts.items() if count}, AUDIENCE)
    return {name: None if name in marks else count for name, count in counts.items()}


def _states(installation_id: int, pathway: Pathway) -> tuple[BoardState, ...]:
    running = Run.objects.filter(
        installation_id=installation_id, pathway=pathway.name, ended_ms__isnull=True
    ).order_by()
    groups = dict(running.values_list("standing").annotate(Count("pk")))
    counts = _by_state(groups)
    late = PathwayTask.objects.filter(
        run__installation_id=installation_id, run__pathway=pathway.name, closed_ms__isnull=True, due_ms__lt=now()
    )
    overdue = dict(late.order_by().values_list("state").annotate(Count("pk")))
    waiting = [state for state in pathway.states.values() if state.end is None]
    shown = _shown({state.name: counts.get(state.name, 0) for state in waiting})
    states = []
    for state in waiting:
        count = shown[state.name]
        late_here = None if count is None else _kept(overdue.get(state.name, 0))
        found = BoardState(state=state.name, title=state.title, count=count, median_days=None, overdue=late_here)
        if count:
            names = [name for name in groups if state.name in name.split(",")]
            found = replace(found, median_days=_median_days(installation_id, pathway.name, names))
        states.append(found)
    return tuple(states)


def _by_state(groups: Mapping[str, int]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for names, count in groups.items():
        for name in names.split(","):
            counts[name] += count
    return counts


def _median_days(installation_id: int, pathway: str, groups: Iterable[str]) -> float:
    """The lower median of the days since the entry: one row is read, in the order of the index."""
    rows = Run.objects.filter(
        installation_id=installation_id, pathway=pathway, standing__in=list(groups), ended_ms__isnull=True
    ).order_by("since_ms")
    middle = rows.count() // 2
    since: int = rows.values_list("since_ms", flat=True)[middle]
    return round((now() - since) / DAY, 1)


def _by_place(installation_id: int, pathway: str) -> tuple[DropOut, ...]:
    runs = Run.objects.filter(installation_id=installation_id, pathway=pathway).order_by("place")
    rows = runs.values_list("place").annotate(began=Count("pk"), left=Count("pk", filter=Q(outcome__in=LEFT)))
    known = territory()
    begun = _shown({place: began for place, began, _left in rows})
    found = []
    for place, began, left in rows:
        # A share beside its number tells two more: how many left, and how many did not.
        tells_few = None in {begun[place], _kept(left), _kept(began - left)}
        share = None if tells_few else round(left / began, 2)
        found.append(DropOut(name=known.get(place).name, began=begun[place], share=share))
    return tuple(found)
