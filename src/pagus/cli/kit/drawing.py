"""How kits, their tests and their plans look on a terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console

from pagus.analytics.scenarios import ScenarioReport, ScenarioResult
from pagus.apps.installations.plan import InstallPlan
from pagus.apps.installations.upgrade_plan import EndPlan, Followers, RollbackPlan, UpgradePlan
from pagus.cli.screen import table
from pagus.kit_language import Sentences
from pagus.kit_language.form_sentences import FormWords
from pagus.kit_language.model import Kit
from pagus.kit_language.pathway_words import PathwayWords
from pagus.kit_language.written import offset_text

__all__ = ["draw_end", "draw_pathway", "draw_plan", "draw_reports", "draw_rollback", "draw_sentences", "draw_upgrade"]


def draw_sentences(console: Console, kit: Kit, words: Sentences) -> None:
    """Draw a kit in words: what it measures, its rules with certainty and source, its parameters, its indicators."""
    console.print(f"[bold]{words.title}[/bold]  {kit.id} {kit.version} ({kit.maturity})")
    for text in (words.summary, words.disclaimer):
        console.print(text, markup=False)
    if words.signals:
        _heading(console, "Signals")
    for signal in words.signals:
        console.print(f"  {signal.text}", markup=False)
    if words.rules:
        _heading(console, "Rules")
    for rule in words.rules:
        console.print(f"[bold]{rule.title}[/bold]  ({rule.severity})")
        console.print(f"  {rule.text}", markup=False)
        cited = "; ".join(source.text for source in rule.evidence.sources)
        console.print(f"  {rule.evidence.words} {cited}".rstrip(), style="dim", markup=False)
    for pathway in words.pathways:
        draw_pathway(console, pathway)
    for form in words.forms:
        _draw_form(console, form)
    _heading(console, "Parameters")
    rows = [(each.name, each.label, each.value, each.bounds) for each in words.parameters]
    console.print(table(("name", "label", "value", "bounds"), rows))
    _heading(console, "Indicators")
    for indicator in words.indicators:
        console.print(f"  {indicator.title}: {indicator.text}", markup=False)
    _heading(console, "Sources")
    for source in words.sources:
        console.print(f"  [{source.key}] {source.text} {source.link}", markup=False)


def _draw_form(console: Console, words: FormWords) -> None:
    """Draw a form in words: its questions with what can be answered, its scores, when somebody must look."""
    _heading(console, words.title)
    console.print(f"  {words.purpose}", markup=False)
    for item in words.items:
        console.print(f"  {item.text}  ({item.detail})", markup=False)
    for score in words.scores:
        console.print(f"[bold]{score.label}[/bold]  {score.text}")
        for meaning in score.meanings:
            console.print(f"  {meaning}", markup=False)
    for flag in words.flags:
        console.print(f"  {flag.title}: {flag.text}", markup=False)
    console.print(f"  {words.licence}", style="dim", markup=False)


def draw_pathway(console: Console, words: PathwayWords) -> None:
    """Draw a pathway in words: what begins it, what is known, then state by state what is done and where it leads."""
    _heading(console, words.title)
    for line in (*words.lines, *words.facts):
        console.print(f"  {line}", markup=False)
    number = 0
    for state in words.states:
        console.print(f"[bold]{state.title}[/bold]  ({state.name})")
        for line in state.lines:
            console.print(f"  {line}", markup=False)
        for way in state.ways:
            number += 1
            console.print(f"  {number}. {way.text}", markup=False)
    cited = "; ".join(source.text for source in words.evidence.sources)
    console.print(f"  {words.evidence.words} {cited}".rstrip(), style="dim", markup=False)


def draw_reports(console: Console, reports: dict[str, ScenarioReport]) -> None:
    """Draw how the scenarios went: a line for each kit, then expected against found, then what is not covered."""
    rows = [
        (name, each.run, each.failed, f"{each.rule_coverage:.0%}", f"{each.boundary_coverage:.0%}")
        for name, each in reports.items()
    ]
    numbers = ("scenarios", "failed", "rules covered", "boundaries covered")
    console.print(table(("kit", *numbers), rows, numbers))
    for name, report in reports.items():
        for result in report.results:
            if not result.passed:
                _draw_failure(console, name, result)
        _draw_gaps(console, name, report)


def _draw_failure(console: Console, name: str, result: ScenarioResult) -> None:
    place = result.file if result.line is None else f"{result.file}:{result.line}"
    console.print(f"\n{name}/{place} {result.name} ({result.title})", markup=False, soft_wrap=True)
    rows = [("" if each.agrees else "!", _instant(each.at_ms), each.expected, each.found) for each in result.compared]
    if rows:
        console.print(table(("", "day zero +", "expected", "found"), rows))
    for difference in () if rows else result.differences:
        console.print(difference, markup=False, soft_wrap=True)


def _instant(at_ms: int | None) -> str:
    return "any time" if at_ms is None else offset_text(at_ms)


def _draw_gaps(console: Console, name: str, report: ScenarioReport) -> None:
    """Name each rule that no passed scenario lets fire or holds at its edge. Lint has seen that it has such a one."""
    failed = {result.rule: result.name for result in report.results if not result.passed}
    for rule in dict.fromkeys((*report.never_fired, *report.without_boundary)):
        lacks = "fires in no scenario that passes" if rule in report.never_fired else "has no boundary that passes"
        mend = f": mend {failed[rule]}" if rule in failed else ""
        console.print(f"{name}: {rule} {lacks}{mend}", markup=False, soft_wrap=True)
    if report.ways:
        console.print(f"{name}: {report.way_coverage:.0%} of {report.ways} ways of the pathways are taken")
    for way in report.never_taken:
        console.print(f"{name}: {way} is taken in no scenario that passes", markup=False, soft_wrap=True)


def draw_plan(console: Console, plan: InstallPlan) -> None:
    """Draw what an installation would create, and what stands against it."""
    console.print(f"[bold]{plan.kit_id} {plan.version}[/bold] in {plan.territory}, mode {plan.mode}")
    console.print(f"digest sha256:{plan.digest}", style="dim")
    signals = [(each.code, each.unit, "new" if each.is_new else "known") for each in plan.signals]
    console.print(table(("signal", "unit", ""), signals))
    rules = [(each.id, each.severity, "mandatory" if each.mandatory else "") for each in plan.rules]
    console.print(table(("rule", "severity", ""), rules))
    values = [(p.name, f"{p.value:g} {p.unit}", "territory" if p.is_local else "kit") for p in plan.parameters]
    console.print(table(("parameter", "value", "set by"), values))
    followed = (
        f"{len(plan.subjects)} {plan.subject}s followed at once" if plan.subjects else f"{plan.subject}s: one by one"
    )
    console.print(f"{followed}; works with: {', '.join(plan.roles)}")
    if plan.new_categories:
        console.print(f"data of a new kind here: {', '.join(plan.new_categories)}")
    if plan.needs_acceptance:
        console.print(f"clinical acceptance: {'given' if plan.accepted else 'waits for somebody who may'}")
    _draw_end_of_plan(console, plan.remarks, plan.refusals)


def draw_upgrade(console: Console, plan: UpgradePlan) -> None:
    """Draw what an upgrade would change, whom it touches, and what stands against it."""
    console.print(f"[bold]{plan.install.kit_id} {plan.from_version} -> {plan.install.version}[/bold]")
    changes = [(each.weight, str(each.words)) for each in plan.difference.changes]
    console.print(table(("step", "what changes"), changes))
    _draw_followers(console, plan.followers)
    if plan.followers.people:
        console.print("people may be moved with --move" if plan.movable else "people stay on the version they have")
    _draw_end_of_plan(console, plan.remarks, plan.refusals)


def draw_rollback(console: Console, plan: RollbackPlan) -> None:
    """Draw what going back would do."""
    console.print(f"[bold]{plan.from_version} -> {plan.to_version or 'nothing'}[/bold]")
    _draw_followers(console, plan.followers)
    _draw_end_of_plan(console, plan.dropped, plan.refusals)


def draw_end(console: Console, plan: EndPlan, done: bool) -> None:
    """Draw what ending a kit stops, closes and keeps."""
    console.print(f"versions {', '.join(plan.versions)}: {'ended' if done else 'would end'}")
    _draw_followers(console, plan.followers)
    console.print(f"{plan.open_tasks} tasks close with the reason; {plan.kept_alerts} alerts stay on record")


def _draw_followers(console: Console, followers: Followers) -> None:
    console.print(
        f"follows {followers.people} people, {followers.others} things or places; "
        f"{followers.open_alerts} alerts and {followers.open_cases} cases are open"
    )


def _draw_end_of_plan(console: Console, remarks: Iterable[str], refusals: Iterable[str]) -> None:
    for remark in remarks:
        console.print(f"note: {remark}", markup=False)
    for refusal in refusals:
        console.print(f"refused: {refusal}", style="bold", markup=False)


def _heading(console: Console, text: str) -> None:
    console.print(f"\n[bold]{text}[/bold]")
