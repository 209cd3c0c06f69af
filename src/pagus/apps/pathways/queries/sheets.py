"""Where does somebody stand, how did they come there, what waits, what was said and told?"""

from __future__ import annotations

from collections.abc import Mapping

from pagus.apps.accounts.queries import Actor
from pagus.apps.forms.responses import rows_of_course
from pagus.apps.installations.queries import InstalledKit, get_installation
from pagus.apps.messages.queries import told_of_course
from pagus.apps.pathways.access import seen_run
from pagus.apps.pathways.hearing import WITHDRAWN
from pagus.apps.pathways.models import PathwayTask, Run, RunEvent
from pagus.apps.pathways.programs import program_here
from pagus.apps.pathways.queries.worklists import rows_of
from pagus.apps.pathways.shapes import KnownFact, Move, RunRow, RunSheet, StateNow, WayConsidered
from pagus.apps.pathways.stepping import now
from pagus.apps.people.queries import note_reading, read_person
from pagus.engines.pathways import Considered, Program, draw, explain
from pagus.engines.pathways.explaining import consider, ways_of_move
from pagus.engines.pathways.model import MoveState, TokenState
from pagus.kernel.remark import Remark
from pagus.kit_language.model import LANGUAGES, Text
from pagus.kit_language.pathway_model import Pathway
from pagus.kit_language.pathway_words import way_words

__all__ = ["row_of_run", "run_sheet", "runs_of"]


def runs_of(user: Actor, person: str) -> tuple[RunRow, ...]:
    """Which courses has this person, newest first? The reading is journalled. Refuses: NotFound."""
    read_person(user, person, "pathway")
    return tuple(row_of_run(run) for run in Run.objects.filter(person=person).order_by("-began_ms", "-pk"))


def run_sheet(user: Actor, run_id: int) -> RunSheet:
    """Everything about one course. The reading is journalled.

    Refuses: NotFound when there is none, or when this user may not see its person.
    """
    run = seen_run(run_id, user)
    note_reading(user, [run.person], "pathway")
    installed = get_installation(run.installation_id)
    program = program_here(installed, run.pathway)
    doubts, conflicts = _questions(run, installed)
    return RunSheet(
        row=row_of_run(run), place=run.place, team=run.team,
        standing=tuple(_standing(token, installed, program, run) for token in _leaves(run)),
        tasks=rows_of(PathwayTask.objects.filter(run=run).order_by("closed_ms", "due_ms", "pk"), now(), user),
        moves=_moves(run, installed, program), facts=_facts(run, installed), doubts=doubts, conflicts=conflicts,
        responses=rows_of_course(run.pk), messages=told_of_course(run.pk), next_ms=run.wake_ms,
        drawing=draw(installed.kit.pathways[run.pathway]),
    )  # fmt: skip


def row_of_run(run: Run) -> RunRow:
    """What a list shows of a course: the right to see it is asked before."""
    installed = get_installation(run.installation_id)
    kit = installed.kit
    titles = [
        kit.pathways[token["pathway"]].states[token["state"]].title
        for token in (_leaves(run) if not run.ended_ms else ())
    ] or [_title(kit.pathways[run.pathway], name) for name in run.standing.split(",") if name]
    return RunRow(
        id=run.pk, person=run.person, installation=installed.id, kit=kit.slug, pathway=run.pathway,
        title=kit.pathways[run.pathway].title, version=run.version, standing=tuple(titles), since_ms=run.since_ms,
        began_ms=run.began_ms, ended_ms=run.ended_ms, outcome=run.outcome, ended_reason=run.ended_reason,
        simulated=run.simulated,
    )  # fmt: skip


def _facts(run: Run, installed: InstalledKit) -> tuple[KnownFact, ...]:
    """What is known of what decisions read; how often a task was done is no fact that somebody writes down."""
    known = run.state["facts"]
    return tuple(
        KnownFact(
            name=it.name, label=it.label, unit=it.unit, low=it.plausible[0], high=it.plausible[1],
            value=known[it.name][0] if it.name in known else None, is_recorded=not (it.form or it.task),
        )
        for it in installed.kit.pathways[run.pathway].facts.values()
        if not it.counts
    )  # fmt: skip


def _leaves(run: Run) -> list[TokenState]:
    tokens: list[TokenState] = run.state["tokens"]
    parents = {token["parent"] for token in tokens}
    return [token for token in tokens if token["id"] not in parents]


def _title(pathway: Pathway, state: str) -> Text:
    return pathway.states[state].title if state in pathway.states else Text(state, state, state)


def _standing(token: TokenState, installed: InstalledKit, program: Program, run: Run) -> StateNow:
    pathway = installed.kit.pathways[token["pathway"]]
    known = {name: value for name, (value, _) in run.state["facts"].items()}
    values = [run.state["parameters"].get(name, program.defaults[name]) for name in program.parameters]
    plan = program.plans[token["pathway"]].states[token["state"]]
    lacks: list[str] = []
    for kind, name, _ in token["waits"]:
        for way in plan.ways.get((kind, name), ()):
            said = consider(program, way, known, values)
            if said.verdict is None:
                lacks += said.lacks or (said.guard,)
                break
    return StateNow(
        pathway=token["pathway"], state=token["state"], title=_title(pathway, token["state"]),
        since_ms=token["since"], waits_for=tuple(dict.fromkeys(lacks)),
    )  # fmt: skip


def _moves(run: Run, installed: InstalledKit, program: Program) -> tuple[Move, ...]:
    by = dict(RunEvent.objects.filter(run=run).values_list("event", "by"))
    moves: list[MoveState] = run.state["moves"]
    return tuple(_move(move, run, installed, program, by) for move in reversed(moves))


def _move(move: MoveState, run: Run, installed: InstalledKit, program: Program, by: Mapping[str, str]) -> Move:
    pathway = installed.kit.pathways[move["pathway"]]
    ways = ways_of_move(program, move)
    said = explain(program, run.state, move["n"])
    return Move(
        number=move["n"], at_ms=move["at"], source=_title(pathway, move["source"]), to=_title(pathway, move["to"]),
        kind=move["kind"], name=move["name"], by=by.get(move["event"], ""),
        considered=tuple(
            _considered(one, way.position, move["source"], pathway, installed)
            for one, way in zip(said, ways, strict=True)
        ),
    )  # fmt: skip


def _considered(
    one: Considered, position: int, source: str, pathway: Pathway, installed: InstalledKit
) -> WayConsidered:
    words = {
        language: way_words(pathway, installed.kit, source, position, language, installed.parameters)
        for language in LANGUAGES
    }
    return WayConsidered(
        to=_title(pathway, one.to), words=Text(**words), verdict=one.verdict, read=one.read, lacks=one.lacks
    )


def _questions(run: Run, installed: InstalledKit) -> tuple[tuple[Remark, ...], tuple[Remark, ...]]:
    """What late data put in doubt, and where two people did not say the same."""
    doubts: list[Remark] = []
    conflicts: list[Remark] = []
    for event in RunEvent.objects.filter(run=run).exclude(doubts=[], conflict=False).order_by("pk"):
        if event.kind == WITHDRAWN:
            doubts += [
                Remark(
                    "the alert {rule} led from {source} to {to} and was taken back by late data: somebody has to look",
                    rule=it["fact"], source=it["source"], to=it["to"],
                )
                for it in event.doubts
            ]  # fmt: skip
            continue
        doubts += [
            Remark(
                "with {fact} as it is known now, {source} would not have led to {to}: somebody has to look",
                fact=it["fact"], source=it["source"], to=it["to"],
            )
            for it in event.doubts
        ]  # fmt: skip
        if event.conflict:
            name = str(event.content.get("name", ""))
            conflicts.append(Remark("{by} says something else of {task} than who closed it", by=event.by, task=name))
    return tuple(doubts), tuple(conflicts)
