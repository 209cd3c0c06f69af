"""Where somebody stands, while an event is worked through: tokens, tasks, timers, and what has to be told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pagus.engines.pathways.model import (
    FORMAT,
    ClosedTask,
    Message,
    OpenTask,
    Outcome,
    Reason,
    RunState,
    TokenState,
)
from pagus.engines.pathways.program import Program, StatePlan
from pagus.kernel.remark import Remark
from pagus.kit_language.pathway_model import PERSON

__all__ = ["Standing", "new_state", "own"]

MOST_CLOSED = 200
MOST_MOVES = 400
MOST_SEEN = 1_000
"""How many closed tasks, moves and event ids a run state keeps: the newest. An event known longer ago counts anew."""


def new_state(program: Program, at: int, parameters: Mapping[str, float]) -> RunState:
    """What is the state of somebody who has just been enrolled, before they enter the first state?

    Takes: the program, the instant, the person's own parameter values. Gives: a run state without a token.
    """
    return RunState(
        format=FORMAT, pathway=program.name, version=program.version, outcome="running", end="", began=at, now=at,
        wake=-1, facts={}, parameters=dict(parameters), tokens=[], tasks=[], closed={}, counts={}, opened={},
        moves=[], made=0, taken=0, told=0, seen=[],
    )  # fmt: skip


def own(state: RunState) -> RunState:
    """A copy of this state that may be changed, as deep as it is ever changed."""
    copy = state.copy()
    copy["tokens"] = [
        {**token, "fired": token["fired"].copy(), "waits": token["waits"].copy()} for token in state["tokens"]
    ]
    copy["tasks"] = [task.copy() for task in state["tasks"]]
    copy["facts"], copy["closed"] = state["facts"].copy(), state["closed"].copy()
    copy["counts"], copy["opened"] = state["counts"].copy(), state["opened"].copy()
    copy["moves"], copy["seen"] = state["moves"].copy(), state["seen"].copy()
    return copy


class Standing:
    """A run state being changed. ``row``: the value of each fact and feature, by its slot. ``explains``: with reasons;
    ``records``: with the tasks opened and closed on the way."""

    __slots__ = (
        "closed",
        "dirty",
        "explains",
        "messages",
        "opened",
        "program",
        "reasons",
        "records",
        "row",
        "state",
        "tokens",
        "told",
        "values",
    )  # fmt: skip

    def __init__(self, program: Program, state: RunState, *, explains: bool = True, records: bool = True) -> None:
        self.program, self.state, self.explains, self.records = program, state, explains, records
        self.row: list[float | None] = [None] * len(program.slots)
        for name, (value, _) in state["facts"].items():
            if name in program.slots:
                self.row[program.slots[name]] = value
        for task, slots in program.counted.items():
            for slot in slots:
                self.row[slot] = float(state["counts"].get(task, 0))
        own_values, defaults = state["parameters"], program.defaults
        self.values = [own_values.get(name, defaults[name]) for name in program.parameters]
        self.tokens: dict[int, TokenState] = {token["id"]: token for token in state["tokens"]}
        self.dirty = False
        self.opened: list[OpenTask] = []
        self.closed: list[ClosedTask] = []
        self.messages: list[Message] = []
        self.reasons: list[Reason] = []

    # Tokens

    def plan_of(self, token: TokenState) -> StatePlan:
        """The state in which this token stands."""
        return self.program.plans[token["pathway"]].states[token["state"]]

    def place(self, pathway: str, parent: int, frame: int) -> TokenState:
        """A new token, that stands nowhere yet. ``frame`` 0: it is the first of its pathway."""
        number = self.state["made"] = self.state["made"] + 1
        token = TokenState(
            id=number, pathway=pathway, state="", since=self.state["now"], parent=parent, frame=frame or number,
            fired={}, ended=0, waits=[],
        )  # fmt: skip
        self.state["tokens"].append(token)
        self.tokens[number] = token
        return token

    def remove(self, token: TokenState, how: str) -> None:
        """Take a token away, with its tasks and with all that it divided into or called."""
        self.clear(token, how)
        del self.tokens[token["id"]]
        self.state["tokens"].remove(token)

    def clear(self, token: TokenState, how: str) -> None:
        """Close the tasks of a token, and take away all that it divided into or called."""
        number = token["id"]
        if len(self.tokens) > 1:
            for child in [one for one in self.state["tokens"] if one["parent"] == number]:
                self.remove(child, how)
        for task in [one for one in self.state["tasks"] if one["token"] == number]:
            self.close(task, how, "")
        self.dirty = True

    def finish(self, outcome: Outcome, end: str, how: str) -> None:
        """End the pathway: nothing waits any more."""
        for token in [one for one in self.state["tokens"] if one["parent"] == 0]:
            self.remove(token, how)
        self.state["outcome"], self.state["end"], self.state["wake"] = outcome, end, -1

    # Tasks and messages

    def open(self, token: TokenState, name: str) -> OpenTask:
        """Open a task of this token for its role."""
        role, due_ms, escalates_ms, _ = self.program.plans[token["pathway"]].tasks[name]
        state = self.state
        now, opened = state["now"], state["opened"]
        opened[name] = number = opened[name] + 1 if name in opened else 1
        task: OpenTask = {
            "key": f"{name}.{number}",
            "task": name,
            "role": role,
            "opened": now,
            "due": now + due_ms,
            "token": token["id"],
            "escalates": now + escalates_ms if escalates_ms >= 0 else -1,
        }
        state["tasks"].append(task)
        if self.records:
            self.opened.append(task)
        self.dirty = True
        if escalates_ms >= 0 and not -1 < state["wake"] <= now + escalates_ms:
            state["wake"] = now + escalates_ms
        return task

    def close(self, task: OpenTask, how: str, by: str) -> None:
        """Close a task, and keep who did."""
        state = self.state
        tasks = state["tasks"]
        if tasks[-1] is task:
            del tasks[-1]
        else:
            tasks.remove(task)
        self.keep(task["key"], task["task"], how, by)
        self.dirty = True

    def renew(self, task: OpenTask, by: str) -> None:
        """Close a task that repeats, as done, and open the next one in its place."""
        state, name = self.state, task["task"]
        role, due_ms, escalates_ms, _ = self.program.plans[self.tokens[task["token"]]["pathway"]].tasks[name]
        now, opened = state["now"], state["opened"]
        self.keep(task["key"], name, "done", by)
        opened[name] = number = opened[name] + 1
        task["key"] = f"{name}.{number}"
        task["role"] = role
        task["opened"] = now
        task["due"] = now + due_ms
        if escalates_ms >= 0:
            task["escalates"] = now + escalates_ms
            if not -1 < state["wake"] <= now + escalates_ms:
                state["wake"] = now + escalates_ms
        if self.records:
            self.opened.append(task)
        self.dirty = True

    def keep(self, key: str, name: str, how: str, by: str) -> None:
        """Keep who closed a task, among the last ones."""
        now, closed = self.state["now"], self.state["closed"]
        closed[key] = [how, by, now]
        if len(closed) > MOST_CLOSED:
            del closed[next(iter(closed))]
        if self.records:
            self.closed.append(ClosedTask(key, name, how, by, now))

    def tell(self, token: TokenState, notices: tuple[str, ...]) -> None:
        """Note that these notices have to be told. The dead are told nothing."""
        for name in notices:
            to = self.program.plans[token["pathway"]].pathway.notices[name].to
            if to == PERSON and self.state["outcome"] == "died":
                continue
            self.state["told"] += 1
            key = f"{name}.{self.state['told']}"
            self.messages.append(Message(key, token["pathway"], name, to, self.state["now"]))

    def say(self, kind: Any, words: Remark, token: TokenState | None = None, **more: Any) -> None:
        """Note a reason, for whoever asks why."""
        place = {"pathway": token["pathway"], "state": token["state"]} if token is not None else {}
        self.reasons.append(Reason(kind, self.state["now"], words, **{**place, **more}))

    # Time

    def comes(self, instant: int) -> None:
        """A timer or an escalation comes at this instant: ``wake`` is never later than the next one."""
        if not -1 < self.state["wake"] <= instant:
            self.state["wake"] = instant

    def next_instant(self) -> tuple[int, int, int, int] | None:
        """The next timer or escalation: (instant, token, 0 timer or 1 escalation, its position). At one instant the
        older token comes first, then timers as they stand in the file, then escalations as the tasks were opened."""
        best: tuple[int, int, int, int] | None = None
        for token in self.state["tokens"]:
            fired = token["fired"]
            for position, (name, after, times, _) in enumerate(self.plan_of(token).timers):
                count = fired.get(name, 0)
                if count < times:
                    found = (token["since"] + after * (count + 1), token["id"], 0, position)
                    if best is None or found < best:
                        best = found
        for position, task in enumerate(self.state["tasks"]):
            if task["escalates"] >= 0:
                found = (task["escalates"], task["token"], 1, position)
                if best is None or found < best:
                    best = found
        return best

    def wind(self) -> None:
        """Note when the next timer comes, exactly, if anything changed."""
        if self.dirty:
            following = self.next_instant()
            self.state["wake"] = following[0] if following is not None else -1
            self.dirty = False
