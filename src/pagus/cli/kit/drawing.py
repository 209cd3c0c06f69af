"""How kits, their tests and their plans look on a terminal."""

from __future__ import annotations

from rich.console import Console

from pagus.analytics.scenarios import ScenarioReport
from pagus.apps.installations.plan import InstallPlan
from pagus.cli.screen import table
from pagus.kit_language import Sentences
from pagus.kit_language.model import Kit

__all__ = ["draw_plan", "draw_reports", "draw_sentences"]


def draw_sentences(console: Console, kit: Kit, words: Sentences) -> None:
    """Draw a kit in words: what it measures, its rules with certainty and source, its parameters, its indicators."""
    console.print(f"[bold]{words.title}[/bold]  {kit.id} {kit.version} ({kit.maturity})")
    for text in (words.summary, words.disclaimer):
        console.print(text, markup=False)
    _heading(console, "Signals")
    for signal in words.signals:
        console.print(f"  {signal.text}", markup=False)
    _heading(console, "Rules")
    for rule in words.rules:
        console.print(f"[bold]{rule.title}[/bold]  ({rule.severity})")
        console.print(f"  {rule.text}", markup=False)
        cited = "; ".join(source.text for source in rule.evidence.sources)
        console.print(f"  {rule.evidence.words} {cited}".rstrip(), style="dim", markup=False)
    _heading(console, "Parameters")
    rows = [(each.name, each.label, each.value, each.bounds) for each in words.parameters]
    console.print(table(("name", "label", "value", "bounds"), rows))
    _heading(console, "Indicators")
    for indicator in words.indicators:
        console.print(f"  {indicator.title}: {indicator.text}", markup=False)
    _heading(console, "Sources")
    for source in words.sources:
        console.print(f"  [{source.key}] {source.text} {source.link}", markup=False)


def draw_reports(console: Console, reports: dict[str, ScenarioReport]) -> None:
    """Draw how the scenarios went: a line for each kit, and each difference in words."""
    rows = [
        (name, each.run, each.failed, f"{each.rule_coverage:.0%}", f"{each.boundary_coverage:.0%}")
        for name, each in reports.items()
    ]
    numbers = ("scenarios", "failed", "rules covered", "boundaries covered")
    console.print(table(("kit", *numbers), rows, numbers))
    for name, report in reports.items():
        for result in report.results:
            for difference in result.differences:
                console.print(f"{name}/{result.file} {result.name}: {difference}", markup=False)


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
    for remark in plan.remarks:
        console.print(f"note: {remark}", markup=False)
    for refusal in plan.refusals:
        console.print(f"refused: {refusal}", style="bold", markup=False)


def _heading(console: Console, text: str) -> None:
    console.print(f"\n[bold]{text}[/bold]")
