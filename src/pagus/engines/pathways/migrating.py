"""From one version of a pathway to the next: where somebody stands then, and which tasks stay."""

from __future__ import annotations

from pagus.engines.pathways.happening import Happening
from pagus.engines.pathways.model import RunState, Step, TokenState
from pagus.engines.pathways.program import Program
from pagus.engines.pathways.standing import own
from pagus.errors import Fault, InputError, PathwayError
from pagus.kernel.remark import Remark

__all__ = ["migrate"]


def migrate(program: Program, state: RunState, at: int) -> Step:
    """Where does somebody enrolled under an earlier version stand under this one?

    Takes: the program of the new version, the run state of the old, the instant. Gives: a Step. A state keeps its name
    or has the one that ``migrates`` declares; times since the entry go on; a task that the new state has stays as it
    is, another closes, and a new one opens. Facts that the new version does not know are dropped.
    Refuses: PathwayError with every state that has no place in the new version, or when the version is not declared;
    InputError for another pathway.
    """
    if state["pathway"] != program.name:
        raise InputError("{old} and {new} are two pathways", old=state["pathway"], new=program.name)
    pathway = program.plans[program.name].pathway
    declared = next((one for one in pathway.migrations if one.since == state["version"]), None)
    if declared is None:
        known = ", ".join(one.since for one in pathway.migrations) or "none"
        raise PathwayError(
            "nobody is moved from {old} to {new}: declared are {known}",
            old=state["version"], new=program.version, known=known,
        )  # fmt: skip
    copy = own(state)
    lost = [fault for token in copy["tokens"] if (fault := _place(program, declared.states, token)) is not None]
    if lost:
        raise PathwayError("{count} states have no place in the new version", lost, count=len(lost))
    copy["version"] = program.version
    copy["facts"] = {name: fact for name, fact in copy["facts"].items() if name in program.slots}
    copy["parameters"] = {name: value for name, value in copy["parameters"].items() if name in program.defaults}
    copy["moves"] = []
    walk = Happening(program, copy)
    copy["now"] = max(copy["now"], at)
    for token in list(copy["tokens"]):
        _tasks(walk, token)
    if copy["outcome"] == "running":
        walk.say("moved", Remark("moved from version {old} to {new}", old=state["version"], new=program.version))
        walk.settle()
    if copy["outcome"] == "running":
        walk.dirty = True
        walk.wind()
    return Step(copy, tuple(walk.opened), tuple(walk.closed), tuple(walk.messages), tuple(walk.reasons))


def _place(program: Program, renamed: object, token: TokenState) -> Fault | None:
    """Put a token where it belongs under the new version; a fault when there is no such place."""
    assert isinstance(renamed, dict)
    plan = program.plans.get(token["pathway"])
    name = renamed.get(token["state"], token["state"]) if token["pathway"] == program.name else token["state"]
    if plan is None or name not in plan.states or plan.states[name].end is not None:
        message = f"somebody stands in {token['state']}, which this version does not have"
        remedy = f"add  {token['state']}: STATE  under migrates"
        return Fault(file="pathway", path=f"{token['pathway']}.{token['state']}", message=message, remedy=remedy)
    token["state"] = name
    timers = {timer[0] for timer in plan.states[name].timers}
    token["fired"] = {timer: count for timer, count in token["fired"].items() if timer in timers}
    ways = plan.states[name].ways
    token["waits"] = [waiting for waiting in token["waits"] if (waiting[0], waiting[1]) in ways]
    return None


def _tasks(walk: Happening, token: TokenState) -> None:
    """Close the tasks that the new state does not have, open those that it has anew."""
    wanted = walk.plan_of(token).tasks
    held = [task for task in walk.state["tasks"] if task["token"] == token["id"]]
    for task in held:
        if task["task"] not in wanted:
            walk.close(task, "migrated", "")
    for name in wanted:
        open_here = any(task["task"] == name for task in held)
        if not open_here and not _closed_since(walk.state, name, token["since"]):
            walk.open(token, name)
    if token["waits"]:
        walk.look(token)


def _closed_since(state: RunState, name: str, since: int) -> bool:
    """Was a task of this name closed since this instant, as done or given up?"""
    return any(
        key.rpartition(".")[0] == name and how in {"done", "cancelled"} and at >= since
        for key, (how, _, at) in state["closed"].items()
    )
