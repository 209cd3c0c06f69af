"""The line that a kit lacks is one that mends it: pasted, the fault is gone, and the scenario passes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pagus.analytics.scenarios import run_scenarios
from pagus.kit_language import lint_kit, load_kit, shipped_kit, shipped_slugs
from pagus.kit_language.skeleton import boundary_line, scenario_line
from pagus.kit_language.yaml_document import read_yaml
from tests.kit_language.example_kit import KIT, write_kit

SCENARIO = "tests/scenarios/weight.yaml"
LAST_RULE = """\
features:
  weight_now: {kind: last, signal: weight}
  silence: {kind: since_last, signal: weight}
rules:
  heavy:
    when: WHEN
    severity: high
    SUSTAINED
    evidence: {certainty: local}
  no_weight:
    when: silence > p.silence_limit
    severity: warning
    mandatory: true
    evidence: {certainty: local}
"""


def without(name: str) -> dict[str, str]:
    """The right kit's scenarios but this one."""
    text = re.sub(rf"^{name}:\n(?:  .*\n)+", "", KIT[SCENARIO], flags=re.MULTILINE)
    assert text != KIT[SCENARIO]
    return {SCENARIO: text}


@pytest.mark.parametrize("name", ["silence_edge", "steady_week", "quiet", "cut", "noisy", "gone"])
def test_the_line_that_lint_gives_mends_the_kit(name: str, tmp_path: Path) -> None:
    folder = write_kit(tmp_path / "weight-home", without(name))
    fault = next(fault for fault in lint_kit(folder) if ": {" in fault.remedy)
    line = fault.remedy[re.search(r"\w+: \{", fault.remedy).start() :]  # type: ignore[union-attr]
    with (folder / SCENARIO).open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    assert lint_kit(folder) == []


@pytest.mark.parametrize("sustained", [False, True])
@pytest.mark.parametrize("when", ["weight_now > X", "weight_now >= X", "weight_now < X", "X >= weight_now"])
def test_the_edge_of_a_last_value_is_whole(when: str, sustained: bool, tmp_path: Path) -> None:
    rules = LAST_RULE.replace("WHEN", when.replace("X", "quantity(90, 'kg')"))
    rules = rules.replace("SUSTAINED", "sustained: 12h" if sustained else "group: weight")
    said = {
        path: re.sub(r"  (gain|normal_share|gain_limit|gain_high|steady): .*\n|indicators:\n", "", text)
        .replace("features:\n", "features:\n  weight_now: {name: the weight}\n")
        .replace("rules:\n", "rules:\n  heavy: {title: Heavy, advice: Call., note: Chosen here.}\n")
        for path, text in KIT.items()
        if path.startswith("messages/")
    }
    scenarios = without("gain_edge")[SCENARIO].replace("    parameters: {gain_limit: 3}\n", "")
    parameters = KIT["parameters.yaml"][KIT["parameters.yaml"].index("silence_limit") :]
    changes = {**said, "rules/weight.yaml": rules, SCENARIO: scenarios, "parameters.yaml": parameters}
    changes |= {"indicators/weight.yaml": None, "sources.bib": "% none\n"}  # type: ignore[dict-item]
    folder = write_kit(tmp_path / "heavy", changes)
    (fault,) = [fault for fault in lint_kit(folder) if "no boundary" in fault.message]
    line = fault.remedy[fault.remedy.index("heavy_edge:") :]
    (folder / SCENARIO).write_text(scenarios + line + "\n", encoding="utf-8")
    assert lint_kit(folder) == []
    (edge,) = [result for result in run_scenarios(load_kit(folder)).results if result.rule == "heavy"]
    assert edge.passed, edge.differences


@pytest.mark.parametrize("slug", shipped_slugs())
def test_every_line_is_yaml_of_one_line(slug: str) -> None:
    kit = shipped_kit(slug)
    lines = [boundary_line(kit, rule) for rule in kit.rules.values()]
    lines += [scenario_line(kit, kind) for kind in ("happy", "silence", "outage", "false_alarm_budget", "uninstall")]
    for line in lines:
        document, faults = read_yaml(line, "line")
        assert (faults, "\n" in line) == ([], False)
        assert document is not None
