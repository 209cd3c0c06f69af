"""People who do not exist, led along a pathway: where they wait, where they drop out, how long it takes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from pagus.engines.pathways.happening import Happening
from pagus.engines.pathways.model import Event, OpenTask
from pagus.engines.pathways.program import Program
from pagus.engines.pathways.standing import new_state
from pagus.errors import InputError
from pagus.kernel.time import DAY
from pagus.kit_language.pathway_model import LOOK, Assumption, Assumptions, Fact, Pathway

__all__ = ["SimulatedPathway", "SimulatedState", "simulate"]

SHARE_OF_DUE = 0.5
"""Where ``takes`` says nothing: a task takes on average half of its time. An assumption, and told as one."""
MOST_CODES = 10
MOST_PEOPLE = 100_000
MOST_EVENTS = 2_000
"""At most as many events a person; who has more is counted as still on the way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulatedState:
    """What happened in one state: how often it was entered, days spent there (all visits that ended), who withdrew."""

    pathway: str
    state: str
    entered: int
    waiting: int
    """How many stand there when the simulation stops."""
    dropped: int
    median_days: float | None
    p90_days: float | None
    escalated: int
    looked: int
    """How often a decision there could not be evaluated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulatedPathway:
    """What became of simulated people. Every number is simulated; ``assumptions`` says what it rests on."""

    pathway: str
    version: str
    people: int
    seed: int
    horizon_days: float
    outcomes: Mapping[str, int]
    ends: Mapping[str, int]
    median_days: float | None
    """From enrolment to the end, of those who have ended."""
    p90_days: float | None
    states: tuple[SimulatedState, ...]
    assumptions: tuple[str, ...]
    simulated: bool = True


@dataclass(slots=True)
class _Tally:
    entered: int = 0
    dropped: int = 0
    waiting: int = 0
    escalated: int = 0
    looked: int = 0
    stays: list[int] = field(default_factory=list)


def simulate(
    program: Program, people: int, seed: int, assumptions: Assumptions | None = None, horizon_ms: int = 3 * 365 * DAY
) -> SimulatedPathway:
    """Where would people wait and drop out on this pathway, if these assumptions held?

    Takes: a compiled pathway; how many people (1 to 100,000); the seed; the assumptions (those of the kit by default);
    after how many ms the simulation stops. Gives: what became of them. The same arguments give the same result.
    Refuses: InputError for a number of people out of bounds.
    Method: each person runs on the engine itself. A task is done after an exponential time of mean ``takes`` (half of
    its due time where nothing is said), or never (``missed``); then its facts are drawn. Who enters a state withdraws
    there with the chance ``drop_out``, at an instant drawn evenly over the first 30 days.
    Limits: people are independent, nobody gets tired of waiting, and no assumption is measured.
    """
    if not 1 <= people <= MOST_PEOPLE:
        raise InputError("simulate 1 to {most} people", most=MOST_PEOPLE)
    given = assumptions if assumptions is not None else program.plans[program.name].pathway.assumptions
    chance = np.random.default_rng(seed)
    tallies: dict[tuple[str, str], _Tally] = defaultdict(_Tally)
    outcomes: dict[str, int] = defaultdict(int)
    ends: dict[str, int] = defaultdict(int)
    durations: list[int] = []
    for _ in range(people):
        walk = _Person(program, given, chance, horizon_ms, tallies).live()
        outcomes[walk.state["outcome"]] += 1
        if walk.state["end"]:
            ends[walk.state["end"]] += 1
        if walk.state["outcome"] != "running":
            durations.append(walk.state["now"] - walk.state["began"])
    median, p90 = _quantiles(durations)
    return SimulatedPathway(
        pathway=program.name,
        version=program.version,
        people=people,
        seed=seed,
        horizon_days=horizon_ms / DAY,
        outcomes=dict(sorted(outcomes.items())),
        ends=dict(sorted(ends.items())),
        median_days=median,
        p90_days=p90,
        states=tuple(_state(*place, tallies[place]) for place in _places(program) if place in tallies),
        assumptions=tuple(_assumed(program.plans[program.name].pathway, given)),
    )


def _places(program: Program) -> list[tuple[str, str]]:
    return [(name, state) for name, plan in program.plans.items() for state in plan.states]


def _state(pathway: str, state: str, tally: _Tally) -> SimulatedState:
    median, p90 = _quantiles(tally.stays)
    return SimulatedState(
        pathway=pathway,
        state=state,
        entered=tally.entered,
        waiting=tally.waiting,
        dropped=tally.dropped,
        median_days=median,
        p90_days=p90,
        escalated=tally.escalated,
        looked=tally.looked,
    )


def _quantiles(durations: list[int]) -> tuple[float | None, float | None]:
    """Median and ninth decile in days."""
    if not durations:
        return None, None
    median, p90 = np.quantile(np.asarray(durations, dtype=np.float64) / DAY, [0.5, 0.9])
    return round(float(median), 2), round(float(p90), 2)


def _assumed(pathway: Pathway, given: Assumptions) -> list[str]:
    """What the simulation takes for granted, a line each."""
    lines = [f"{share:.0%} of those who enter {state} withdraw there" for state, share in given.drop_out.items()]
    for name, task in pathway.tasks.items():
        mean = given.takes_ms.get(name, round(task.due_ms * SHARE_OF_DUE)) / DAY
        missed = given.missed.get(name, 0.0)
        said = "assumed by the kit" if name in given.takes_ms else "no assumption: half of its due time"
        never = f", {missed:.0%} are never done" if missed else ""
        lines.append(f"{name} takes {mean:g} days on average ({said}){never}")
    for name, fact in pathway.facts.items():
        drawn = given.facts.get(name)
        if fact.counts:
            continue
        said = "" if drawn is not None else " (no assumption: its whole range)"
        drawn = drawn or _whole_range(*fact.plausible)
        if drawn.values:
            listed = ", ".join(f"{value:g}" for value in drawn.values)
            lines.append(f"{name} is one of {listed}, with equal chance{said}")
        else:
            lines.append(f"{name} lies anywhere from {drawn.low:g} to {drawn.high:g}{said}")
    return lines


def _whole_range(low: float, high: float) -> Assumption:
    """What a fact is drawn from when nothing is assumed: few whole numbers are taken for the codes of an answer."""
    if high - low <= MOST_CODES and low == int(low) and high == int(high):
        return Assumption(values=tuple(float(code) for code in range(int(low), int(high) + 1)))
    return Assumption(low=low, high=high)


class _Person:
    """One simulated person: what is planned for them, and the walk that follows."""

    def __init__(
        self,
        program: Program,
        given: Assumptions,
        chance: np.random.Generator,
        horizon_ms: int,
        tallies: dict[tuple[str, str], _Tally],
    ) -> None:
        self.program, self.given, self.chance, self.horizon, self.tallies = program, given, chance, horizon_ms, tallies
        self.walk = Happening(program, new_state(program, 0, {}), explains=False)
        self.planned: dict[str, int] = {}
        self.leaves: tuple[int, tuple[str, str]] | None = None
        self.stands: dict[int, tuple[str, str, int]] = {}
        self.known: set[str] = set()

    def live(self) -> Happening:
        """From the enrolment to the end, or to the horizon."""
        walk, state = self.walk, self.walk.state
        asked = [name for name, fact in self._facts().items() if not fact.form and not fact.task and not fact.counts]
        self._happen(Event("enrol", "enrol", 0, facts={name: self._draw(name) for name in asked}))
        for number in range(MOST_EVENTS):
            if state["outcome"] != "running":
                break
            event = self._next(number)
            if event is None:
                break
            self._happen(event)
        for pathway, name, since in self.stands.values():
            tally = self.tallies[pathway, name]
            if state["outcome"] == "running":
                tally.waiting += 1
            else:
                tally.stays.append(state["now"] - since)
        return walk

    def _facts(self) -> Mapping[str, Fact]:
        return {name: fact for plan in self.program.plans.values() for name, fact in plan.pathway.facts.items()}

    def _next(self, number: int) -> Event | None:
        """What happens next; None when nothing does before the horizon."""
        state = self.walk.state
        task = min(self.planned, key=self.planned.__getitem__, default=None)
        instants = [self.planned[task]] if task is not None else []
        if self.leaves is not None:
            instants.append(self.leaves[0])
        if state["wake"] >= 0:
            instants.append(state["wake"])
        if not instants or min(instants) > self.horizon:
            return None
        at = min(instants)
        if self.leaves is not None and at == self.leaves[0]:
            self.tallies[self.leaves[1]].dropped += 1
            return Event(f"{number}", "withdrawn", at)
        if task is not None and at == self.planned[task]:
            return Event(f"{number}", "done", at, task, facts=self._given_with(task))
        return Event(f"{number}", "clock", at)

    def _given_with(self, key: str) -> dict[str, float | None]:
        """The facts that become known with this task."""
        open_task = next(one for one in self.walk.state["tasks"] if one["key"] == key)
        name = open_task["task"]
        if name == LOOK:
            return {fact: self._draw(fact) for fact in self._facts() if fact not in self.known}
        pathway = self.program.plans[self.walk.tokens[open_task["token"]]["pathway"]].pathway
        form = pathway.tasks[name].form
        facts = [one.name for one in pathway.facts.values() if one.task == name or (form and one.form == form)]
        return {fact: self._draw(fact) for fact in facts}

    def _draw(self, fact: str) -> float:
        self.known.add(fact)
        drawn = self.given.facts.get(fact)
        if drawn is None:
            drawn = _whole_range(*self.program.ranges.get(fact, (0.0, 0.0)))
        if drawn.values:
            return float(drawn.values[int(self.chance.integers(len(drawn.values)))])
        return float(self.chance.uniform(drawn.low, drawn.high))

    def _happen(self, event: Event) -> None:
        walk = self.walk
        opened, closed = len(walk.opened), len(walk.closed)
        walk.take(event)
        walk.wind()
        for task in walk.opened[opened:]:
            self._plan(task)
        for each in walk.closed[closed:]:
            self.planned.pop(each.key, None)
        self._count()

    def _plan(self, task: OpenTask) -> None:
        """When will this task be done? A task that goes to another role is planned anew."""
        token = self.walk.tokens.get(task["token"])
        if token is None:
            return
        tally = self.tallies[token["pathway"], token["state"]]
        name = task["task"]
        if name == LOOK:
            tally.looked += 1
        elif task["escalates"] < 0 and task["opened"] < self.walk.state["now"]:
            tally.escalated += 1
        elif self.chance.random() < self.given.missed.get(name, 0.0):
            return
        mean = self.given.takes_ms.get(name, (task["due"] - task["opened"]) * SHARE_OF_DUE)
        self.planned[task["key"]] = self.walk.state["now"] + 1 + int(self.chance.exponential(mean))

    def _count(self) -> None:
        """Who has entered and left which state since the last event."""
        now = {token["id"]: (token["pathway"], token["state"], token["since"]) for token in self.walk.state["tokens"]}
        if now == self.stands:
            return
        for number, place in self.stands.items():
            if now.get(number) != place:
                self.tallies[place[0], place[1]].stays.append(self.walk.state["now"] - place[2])
                if self.leaves is not None and self.leaves[1] == place[:2]:
                    self.leaves = None
        for number, place in now.items():
            if self.stands.get(number) != place:
                self.tallies[place[0], place[1]].entered += 1
                if place[0] == self.program.name and self.chance.random() < self.given.drop_out.get(place[1], 0.0):
                    self.leaves = (place[2] + int(self.chance.uniform(0, 30 * DAY)), (place[0], place[1]))
        self.stands = now
