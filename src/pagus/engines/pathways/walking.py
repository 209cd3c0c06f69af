"""From state to state: entering, leaving, deciding between ways, joining branches, returning from a called pathway."""

from __future__ import annotations

from typing import Any

from pagus.engines.pathways.explaining import consider
from pagus.engines.pathways.model import Considered, MoveState, RunState, TokenState
from pagus.engines.pathways.program import Program, StatePlan, Way
from pagus.engines.pathways.standing import MOST_MOVES, Standing
from pagus.kernel.remark import Remark
from pagus.kit_language.pathway_model import ANY_END, LOOK

__all__ = ["Walk"]


class Walk(Standing):
    """A run state being changed by one event after the other."""

    __slots__ = ("changed", "event", "visited")

    def __init__(self, program: Program, state: RunState, *, explains: bool = True, records: bool = True) -> None:
        super().__init__(program, state, explains=explains, records=records)
        self.event = ""
        self.changed = False
        self.visited: set[tuple[int, str]] = set()

    # Deciding

    def decide(self, token: TokenState, kind: str, name: str, ways: tuple[Way, ...]) -> bool:
        """Take the first of these ways whose guard holds; wait where one before it is unknown. Was one taken?"""
        row, values = self.row, self.values
        for number, way in enumerate(ways):
            verdict = way.guard(row, values) if way.guard is not None else True
            if verdict:
                self.move(token, ways, number, kind, name)
                return True
            if verdict is None:
                self.hold(token, kind, name, ways[: number + 1])
                return False
        if self.explains and ways:
            self.say(
                "stayed",
                Remark("stays in {state}: no way from here holds", state=token["state"]),
                token,
                considered=self.considered(ways),
            )
        return False

    def on(self, token: TokenState, kind: str, name: str) -> bool:
        """Something happened that this token may wait for. Did it move?"""
        ways = self.ways_on(self.plan_of(token), kind, name)
        return bool(ways) and self.decide(token, kind, name, ways)

    def ways_on(self, plan: StatePlan, kind: str, name: str) -> tuple[Way, ...]:
        """The ways that wait for this, in their order."""
        found = plan.ways.get((kind, name), ())
        if kind == "returned" and name != ANY_END:
            return (*found, *plan.ways.get((kind, ANY_END), ()))
        return found

    def changes(self, token: TokenState) -> bool:
        """Take the first way that waits for nothing and whose guard is known to hold. Was one taken?"""
        ways = self.plan_of(token).changes
        row, values = self.row, self.values
        for number, way in enumerate(ways):
            if way.guard is None or way.guard(row, values):
                if (token["id"], way.to) in self.visited:
                    words = Remark("stops in {state}: it would go round in a circle", state=token["state"])
                    self.say("held", words, token)
                    self.look(token)
                    return False
                self.visited.add((token["id"], token["state"]))
                self.move(token, ways, number, "change", "")
                return True
        if self.explains and ways:
            self.say(
                "stayed",
                Remark("stays in {state}: no way from here holds", state=token["state"]),
                token,
                considered=self.considered(ways),
            )
        return False

    def hold(self, token: TokenState, kind: str, name: str, ways: tuple[Way, ...]) -> None:
        """Keep a decision that cannot be evaluated; somebody looks."""
        if not any(waiting[:2] == [kind, name] for waiting in token["waits"]):
            token["waits"].append([kind, name, self.state["now"]])
        self.look(token)
        if self.explains:
            considered = self.considered(ways)
            lacks = ", ".join(considered[-1].lacks) or considered[-1].guard
            words = Remark("waits in {state}: cannot be evaluated without {lacks}", state=token["state"], lacks=lacks)
            self.say("waits", words, token, considered=considered)

    def look(self, token: TokenState) -> None:
        """Open the task of the owner for this token, once."""
        if not any(task["task"] == LOOK and task["token"] == token["id"] for task in self.state["tasks"]):
            self.open(token, LOOK)

    def settle(self) -> None:
        """Something became known: ask again what waits for that, token by token."""
        self.changed = False
        for number in list(self.tokens):
            token = self.tokens.get(number)
            if token is None:
                continue
            for kind, name, _ in list(token["waits"]):
                if token["waits"]:
                    self.again(token, kind, name)
            if number in self.tokens and self.plan_of(token).changes:
                self.changes(token)

    def again(self, token: TokenState, kind: str, name: str) -> None:
        """Ask a decision again that could not be evaluated."""
        ways = self.ways_on(self.plan_of(token), kind, name)
        for number, way in enumerate(ways):
            verdict = way.guard(self.row, self.values) if way.guard is not None else True
            if verdict is None:
                return
            if verdict:
                self.move(token, ways, number, kind, name)
                return
        token["waits"] = [waiting for waiting in token["waits"] if waiting[:2] != [kind, name]]
        if not token["waits"]:
            self.close_look(token)
        self.reopen(token, kind, name)

    def close_look(self, token: TokenState) -> None:
        """What was asked is answered: the owner need not look."""
        for task in [one for one in self.state["tasks"] if one["task"] == LOOK and one["token"] == token["id"]]:
            self.close(task, "answered", "")

    def reopen(self, token: TokenState, kind: str, name: str) -> None:
        """A task that repeats is there again, now that its completion has led nowhere else."""
        if kind == "done" and self.program.plans[token["pathway"]].tasks[name][3]:
            self.open(token, name)

    # Moving

    def move(self, token: TokenState, ways: tuple[Way, ...], number: int, kind: str, name: str) -> None:
        """Leave one state for another, by this way, and keep what was read."""
        way, source = ways[number], token["state"]
        if self.explains:
            words = Remark("goes from {source} to {target}", source=source, target=way.to)
            self.say(
                "moved",
                words,
                token,
                considered=self.considered(ways[: number + 1]),
                otherwise=self.otherwise(ways[number + 1 :]),
            )
        read = {each: self.row[slot] for one in ways for each, slot in one.reads}
        self.log(token, way.to, kind, name, way.position, read)
        self.clear(token, "left")
        self.enter(token, way.to)

    def log(self, token: TokenState, to: str, kind: str, name: str, position: int, read: dict[str, Any]) -> None:
        """Keep a move."""
        state = self.state
        number = state["taken"] = state["taken"] + 1
        moves = state["moves"]
        moves.append(
            MoveState(
                n=number,
                at=state["now"],
                token=token["id"],
                pathway=token["pathway"],
                source=token["state"],
                to=to,
                kind=kind,
                name=name,
                position=position,
                event=self.event,
                read=read,
            )
        )
        if len(moves) > MOST_MOVES:
            del moves[0]

    def enter(self, token: TokenState, name: str) -> None:
        """Stand in a state: tell, open its tasks, divide or call, and see whether one goes on at once."""
        token["state"], token["since"], token["ended"] = name, self.state["now"], 0
        token["fired"], token["waits"] = {}, []
        self.dirty = True
        plan = self.plan_of(token)
        for _, after, _, _ in plan.timers:
            self.comes(self.state["now"] + after)
        if plan.tells:
            self.tell(token, plan.tells)
        if plan.end is not None:
            self.end(token, plan)
            return
        for task in plan.tasks:
            self.open(token, task)
        if plan.changes and self.changes(token):
            return
        for start in plan.branches:
            if token["id"] in self.tokens and token["state"] == name and token["since"] == self.state["now"]:
                self.enter(self.place(token["pathway"], token["id"], token["frame"]), start)
        if plan.calls:
            self.enter(self.place(plan.calls, token["id"], 0), self.program.plans[plan.calls].pathway.start)

    def end(self, token: TokenState, plan: StatePlan) -> None:
        """A branch, a called pathway, or the whole ends here."""
        if plan.end == "branch":
            self.join(token)
            return
        assert plan.end is not None  # the caller has seen it
        first = self.tokens[token["frame"]]
        caller = self.tokens.get(first["parent"])
        if caller is None:
            self.finish(plan.end, plan.name, "ended")
        else:
            self.remove(first, "ended")
            self.on(caller, "returned", plan.name)

    def join(self, token: TokenState) -> None:
        """A branch has ended: once enough have, the others are dropped and one goes on."""
        parent = self.tokens[token["parent"]]
        self.remove(token, "ended")
        parent["ended"] += 1
        plan = self.plan_of(parent)
        if parent["ended"] < plan.need:
            return
        if self.explains:
            words = Remark("goes from {source} to {target}", source=parent["state"], target=plan.joined)
            self.say("moved", words, parent)
        self.log(parent, plan.joined, "joined", "", -1, {})
        self.clear(parent, "joined")
        self.enter(parent, plan.joined)

    # Explaining

    def considered(self, ways: tuple[Way, ...]) -> tuple[Considered, ...]:
        """What each of these ways says now, and what it read."""
        known = {name: self.row[slot] for way in ways for name, slot in way.reads}
        return tuple(consider(self.program, way, known, self.values) for way in ways)

    def otherwise(self, ways: tuple[Way, ...]) -> str:
        """Where one would have gone by these ways; empty: one would have stayed."""
        for way in ways:
            verdict = way.guard(self.row, self.values) if way.guard is not None else True
            if verdict:
                return way.to
            if verdict is None:
                return ""
        return ""
