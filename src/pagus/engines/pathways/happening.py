"""What each kind of event does to somebody on a pathway."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace

from pagus.engines.pathways.late import doubts_of
from pagus.engines.pathways.model import Doubt, Event, OpenTask, RunState, TokenState
from pagus.engines.pathways.program import Program
from pagus.engines.pathways.standing import MOST_SEEN
from pagus.engines.pathways.walking import Walk
from pagus.errors import InputError
from pagus.kernel.remark import Remark
from pagus.kit_language.pathway_model import LOOK

__all__ = ["Happening"]


class Happening(Walk):
    """A walk that takes events. ``conflict``: one of them contradicts what somebody did before."""

    __slots__ = ("conflict", "doubts")

    def __init__(self, program: Program, state: RunState, *, explains: bool = True, records: bool = True) -> None:
        super().__init__(program, state, explains=explains, records=records)
        self.conflict = False
        self.doubts: list[Doubt] = []

    def take(self, event: Event) -> None:
        """Work through the timers that came before this event, then the event, then what it made known.

        Afterwards ``wake`` is not later than the next timer; ``wind`` makes it exact.
        """
        state, kind, at = self.state, event.kind, event.at
        if event.facts:
            self.check(event.facts)
        if kind != "clock":
            seen = state["seen"]
            seen.append(event.id)
            if len(seen) > MOST_SEEN:
                del seen[0]
        at = max(at, state["now"])
        if -1 < state["wake"] <= at:
            self.run_timers(at, inclusive=kind == "clock")
        if state["outcome"] != "running":
            if kind != "clock":
                self.say("ignored", Remark("the pathway has ended: nothing follows from this"))
            return
        state["now"] = at
        self.event = event.id
        if self.visited:
            self.visited.clear()
        _HANDLERS[kind](self, event)
        if self.changed and state["outcome"] == "running":
            self.settle()

    def check(self, facts: Mapping[str, float | None]) -> None:
        """Refuse what cannot be, before anything is changed."""
        for name, value in facts.items():
            if value is None or name not in self.program.slots:
                continue
            low, high = self.program.ranges.get(name, (-math.inf, math.inf))
            if isinstance(value, bool) or not math.isfinite(value) or not low <= value <= high:
                raise InputError("{name} cannot be {value}: it goes from {low:g} to {high:g}",
                                 name=name, value=value, low=low, high=high)  # fmt: skip

    def run_timers(self, until: int, *, inclusive: bool) -> None:
        """Let each timer and escalation come at its own instant, in their order."""
        while self.state["outcome"] == "running":
            following = self.next_instant()
            if following is None or following[0] > until or (following[0] == until and not inclusive):
                break
            instant, number, is_task, position = following
            self.state["now"] = max(self.state["now"], instant)
            self.event = f"timer:{instant}"
            self.visited.clear()
            token = self.tokens[number]
            if is_task:
                self.escalate(self.state["tasks"][position])
                continue
            name, _, _, tells = self.plan_of(token).timers[position]
            token["fired"][name] = token["fired"].get(name, 0) + 1
            self.dirty = True
            self.say("timer", Remark("the time {timer} has come in {state}", timer=name, state=token["state"]), token)
            self.tell(token, tells)
            self.on(token, "timer", name)
        if self.state["outcome"] == "running":
            self.wind()

    def learn(self, event: Event) -> None:
        """Keep what became known, unless something newer is known."""
        measured = event.at if event.measured is None else event.measured
        facts = self.state["facts"]
        for name, value in event.facts.items():
            slot = self.program.slots.get(name)
            if slot is None or name in self.program.counting:
                continue
            known = facts.get(name)
            if measured < self.state["now"]:
                self.doubts += doubts_of(self.program, self.state, self.values, name, value, measured)
            if known is not None and known[1] > measured:
                words = Remark("{fact} is known from a later time already", fact=name)
                self.say("ignored", words)
                continue
            facts[name] = [None if value is None else float(value), measured]
            self.row[slot] = facts[name][0]
            self.changed = True

    # Events

    def enrol(self, event: Event) -> None:
        """Begin, unless one has begun."""
        if self.tokens:
            self.say("refused", Remark("already enrolled"))
            return
        if event.facts:
            self.learn(event)
        token = self.place(self.program.name, 0, 0)
        self.enter(token, self.program.plans[self.program.name].pathway.start)

    def data(self, event: Event) -> None:
        """Something became known."""
        self.learn(event)

    def alert(self, event: Event) -> None:
        """A rule of the kit raised an alert."""
        if event.facts:
            self.learn(event)
        for number in list(self.tokens):
            token = self.tokens.get(number)
            if token is not None:
                self.on(token, "alert", event.name)

    def answered(self, event: Event) -> None:
        """A form was answered: the tasks that ask for it are done."""
        if event.facts:
            self.learn(event)
        stood = [(token, token["state"], token["since"]) for token in self.state["tokens"]]
        for task in list(self.state["tasks"]):
            token = self.tokens.get(task["token"])
            if token is None or task not in self.state["tasks"] or task["task"] == LOOK:
                continue
            if self.program.plans[token["pathway"]].pathway.tasks[task["task"]].form == event.name:
                self.complete(task, event.by)
        for token, state, since in stood:
            if token["id"] in self.tokens and (token["state"], token["since"]) == (state, since):
                self.on(token, "answered", event.name)

    def clock(self, event: Event) -> None:
        """Nothing but time has passed."""

    def done(self, event: Event) -> None:
        """Somebody has done a task."""
        task = self.find(event.name)
        if task is None:
            self.too_late(event)
            return
        if event.facts:
            self.learn(event)
        self.complete(task, event.by)

    def complete(self, task: OpenTask, by: str) -> None:
        """Close a task as done, count it, and see where that leads."""
        name, token = task["task"], self.tokens[task["token"]]
        if name == LOOK:
            self.close(task, "done", by)
            self.looked(token)
            return
        plan = self.program.plans[token["pathway"]]
        ways = plan.states[token["state"]].done.get(name)
        if ways is None and plan.tasks[name][3]:
            self.renew(task, by)
        else:
            self.close(task, "done", by)
        self.count(name)
        if ways is None or self.decide(token, "done", name, ways):
            return
        if not any(one[:2] == ["done", name] for one in token["waits"]):
            self.reopen(token, "done", name)

    def count(self, name: str) -> None:
        """A task has been done once more: so much is known."""
        counts = self.state["counts"]
        counts[name] = number = counts[name] + 1 if name in counts else 1
        if name not in self.program.counted:
            return
        for slot in self.program.counted[name]:
            self.row[slot] = float(number)
        if name in self.program.heeded:
            self.changed = True
        for token in self.state["tokens"]:
            if token["waits"]:
                self.changed = True

    def looked(self, token: TokenState) -> None:
        """The owner has looked: ask again what waits; where it still cannot be evaluated, somebody looks again."""
        self.changed = True
        for kind, name, _ in list(token["waits"]):
            if token["waits"]:
                self.again(token, kind, name)
        if token["id"] in self.tokens and token["waits"]:
            self.look(token)

    def cancelled(self, event: Event) -> None:
        """A task is given up, where that forgets nobody."""
        task = self.find(event.name)
        if task is None:
            self.too_late(event)
            return
        token = self.tokens[task["token"]]
        plan = self.plan_of(token)
        ways = plan.ways.get(("cancelled", task["task"]))
        leads_on = plan.is_watched or (ways is not None and ways[-1].guard is None)
        if task["task"] == LOOK or not leads_on:
            words = Remark("{task} stays open: without it somebody would be forgotten", task=task["task"])
            self.say("refused", words, token)
            return
        if event.facts:
            self.learn(event)
        self.close(task, "cancelled", event.by)
        self.on(token, "cancelled", task["task"])

    def escalated(self, event: Event) -> None:
        """A task goes to another role, before its time."""
        task = self.find(event.name)
        if task is None:
            self.too_late(event)
            return
        token = self.tokens[task["token"]]
        if task["escalates"] < 0:
            self.say("refused", Remark("{task} goes to nobody else", task=task["task"]), token)
            return
        if event.facts:
            self.learn(event)
        self.escalate(task)

    def escalate(self, task: OpenTask) -> None:
        """Give a task to the role that takes it over."""
        token = self.tokens[task["token"]]
        escalation = self.program.plans[token["pathway"]].pathway.tasks[task["task"]].escalation
        assert escalation is not None  # only a task with one has an instant for it
        task["role"], task["escalates"] = escalation.to, -1
        self.dirty = True
        words = Remark("{task} was not done in time: it goes to {role}", task=task["task"], role=escalation.to)
        self.say("task", words, token)
        self.opened.append(task)
        self.on(token, "escalated", task["task"])

    def withdrawn(self, event: Event) -> None:
        """The person does not want to go on."""
        self.finish("withdrawn", "", "withdrawn")
        self.say("left", Remark("the person has withdrawn: what was open is closed"))

    def died(self, event: Event) -> None:
        """The person has died: nothing is asked of them or told to them any more."""
        self.finish("died", "", "died")
        self.say("left", Remark("the person has died: what was open is closed"))

    def moved(self, event: Event) -> None:
        """The person has moved away: the pathway ends, or goes on where it says so."""
        if event.facts:
            self.learn(event)
        to = self.program.plans[self.program.name].pathway.moved
        if not to:
            self.finish("moved", "", "moved")
            self.say("left", Remark("the person has moved away: what was open is closed"))
            return
        first = next(token for token in self.state["tokens"] if token["parent"] == 0)
        words = Remark("goes from {source} to {target}", source=first["state"], target=to)
        self.say("moved", words, first)
        self.log(first, to, "moved", "", -1, {})
        self.clear(first, "moved")
        self.enter(first, to)

    # Finding

    def find(self, name: str) -> OpenTask | None:
        """The open task of this key, or the first open one of this name."""
        for task in self.state["tasks"]:
            if task["key"] == name or task["task"] == name:
                return task
        return None

    def too_late(self, event: Event) -> None:
        """The task of this event is not open: say who was there before. What was unknown until now is kept."""
        closed = self.state["closed"]
        key = event.name if event.name in closed else f"{event.name}.{self.state['opened'].get(event.name, 0)}"
        if key not in closed:
            self.say("refused", Remark("no task {task} is open", task=event.name))
            return
        how, by, _ = closed[key]
        known = {name: value for name, (value, _) in self.state["facts"].items() if value is not None}
        self.conflict = how != event.kind or any(
            known[name] != value for name, value in event.facts.items() if name in known
        )
        self.learn(replace(event, facts={name: it for name, it in event.facts.items() if name not in known}))
        if by:
            words = Remark("{task} is closed already, by {by}", task=key, by=by)
        else:
            words = Remark("{task} is closed already", task=key)
        self.say("ignored", words)


Handler = Callable[[Happening, Event], None]
_HANDLERS: Mapping[str, Handler] = {
    "enrol": Happening.enrol,
    "data": Happening.data,
    "answered": Happening.answered,
    "alert": Happening.alert,
    "done": Happening.done,
    "cancelled": Happening.cancelled,
    "escalated": Happening.escalated,
    "clock": Happening.clock,
    "withdrawn": Happening.withdrawn,
    "died": Happening.died,
    "moved": Happening.moved,
}
