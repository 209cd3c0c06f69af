"""The legal minimum: what a line asks, what a kit has for it, and each way to fall short of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pagus.kit_language import lint_kit, load_kit
from pagus.kit_language.legal_minimum import legal_minimum
from pagus.kit_language.shipped import shipped_kit
from pagus.library.lines import line_named
from tests.kit_language.example_kit import KIT, changed, line_of, write_kit

CLINICAL = "clinical: true"
SERVES = """\
clinical: true
funding:
  - line: fr-heart-failure
    data:
      body_weight: [weight]
    alerts:
      decompensation: [gain_high]
      no_data: [no_weight]"""
RIGHT = changed("kit.yaml", CLINICAL, SERVES)


def test_the_right_kit_has_no_fault(tmp_path: Path) -> None:
    folder = write_kit(tmp_path / "weight-home", RIGHT)
    assert lint_kit(folder) == []
    kit = load_kit(folder)
    answers = legal_minimum(kit, line_named("fr-heart-failure"), kit.funding[0])
    assert [(each.part, each.asked, each.met, each.by) for each in answers] == [
        ("data", "body_weight", True, ("weight",)),
        ("alerts", "decompensation", True, ("gain_high",)),
        ("alerts", "no_data", True, ("no_weight",)),
    ]


@pytest.mark.parametrize(
    ("old", "new", "at", "message", "remedy"),
    [
        ("fr-heart-failure", "fr-heart", "line: fr-heart", "no line is called", "did you mean fr-heart-failure?"),
        ("body_weight: [weight]", "weight: [weight]", "data:", "no signal gives it", "add body_weight: [SIGNAL]"),
        ("body_weight: [weight]", "weight: [weight]", "weight: [weight]", "has no data called", "body_weight"),
        ("[weight]", "[wait]", "body_weight", "no signal is called 'wait'", "did you mean weight?"),
        ("[gain_high]", "[gain]", "decompensation", "no rule is called 'gain'", "gain_high"),
        ("      decompensation: [gain_high]\n", "", "alerts:", "no rule stands for it", "add decompensation: [RULE]"),
        ("no_data: [no_weight]", "no_data: [gain_high]", "no_data", "watches the silence", "since_last"),
        ("no_data: [no_weight]", "nodata: [no_weight]", "nodata", "has no alerts called", "no_data"),
    ],
)
def test_what_lacks_is_told_with_line_and_remedy(
    old: str, new: str, at: str, message: str, remedy: str, tmp_path: Path
) -> None:
    text = RIGHT["kit.yaml"].replace(old, new)
    assert text != RIGHT["kit.yaml"]
    faults = lint_kit(write_kit(tmp_path / "weight-home", {**KIT, "kit.yaml": text}))
    found = [fault for fault in faults if message in fault.message and remedy in fault.remedy]
    assert found, "\n".join(map(str, faults))
    assert (found[0].file, found[0].line) == ("kit.yaml", line_of(text, at))


def test_a_silence_rule_that_is_not_mandatory_does_not_serve_a_line(tmp_path: Path) -> None:
    rules = changed("rules/weight.yaml", "    mandatory: true\n", "")["rules/weight.yaml"]
    faults = lint_kit(write_kit(tmp_path / "weight-home", {**RIGHT, "rules/weight.yaml": rules}))
    told = [fault for fault in faults if "fr-heart-failure asks for no_data" in fault.message]
    assert [(it.file, it.remedy) for it in told] == [("kit.yaml", "write mandatory: true in the rule no_weight")]


def test_a_signal_that_is_expected_less_often_does_not_serve(tmp_path: Path) -> None:
    signal = changed("signals/weight.yaml", "every: 1d", "every: 2d")["signals/weight.yaml"]
    faults = lint_kit(write_kit(tmp_path / "weight-home", {**RIGHT, "signals/weight.yaml": signal}))
    assert any("expected less often" in it.message and "every: 1d or less" in it.remedy for it in faults)


@pytest.mark.parametrize("slug", ["heart-failure-home", "diabetes-home", "copd-home"])
def test_the_shipped_kits_serve_their_line_whole(slug: str) -> None:
    kit = shipped_kit(slug)
    for serves in kit.funding:
        line = line_named(serves.line)
        answers = legal_minimum(kit, line, serves)
        assert all(answer.met for answer in answers)
        silent = [answer for answer in answers if line.alerts.get(answer.asked) and answer.asked == "no_data"]
        assert all(kit.rule(rule).mandatory for answer in silent for rule in answer.by)
    assert kit.funding
