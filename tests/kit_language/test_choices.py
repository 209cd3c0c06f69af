"""Wrong clocks, sets of targets, signals asked only if prescribed, and indicators that follow a set: each is told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pagus.kit_language import asked_signals, lint_kit, load_kit, prescribed_by
from tests.kit_language.cases import GERMAN, INDICATOR, KIT_FILE, PARAMETERS, RULES, SCENARIO, Case
from tests.kit_language.example_kit import KIT, MESSAGES, line_of, write_kit
from tests.kit_language.test_bad_kits import fault_of

CLOCKS, SETS, PULSE = "clocks.yaml", "target_sets.yaml", "signals/pulse.yaml"

WORDS = MESSAGES.replace(
    "features:\n",
    "  pulse: {name: pulse}\nfeatures:\n  pulse_silence: {name: the time since the last pulse}\n",
).replace(
    "rules:\n",
    "  share_wanted: {name: Share of usual weights wanted}\n"
    "  pulse_prescribed: {name: Pulse prescribed, note: By prescription.}\n"
    "  pulses_a_day: {name: Pulses a day, note: By prescription.}\n"
    "clocks:\n  high: {note: No text gives it.}\n"
    "target_sets:\n  frail: {name: Frail people, who: Frail people.}\n"
    "rules:\n  no_pulse: {title: No pulse, advice: Call this week., note: No text gives this delay.}\n",
)
RIGHT = {
    **KIT,
    **dict.fromkeys(("messages/fr.yaml", "messages/en.yaml", "messages/de.yaml"), WORDS),
    CLOCKS: "high:\n  within: 1h\n  at_most: 4h\n  evidence: {certainty: local}\n",
    SETS: """\
frail:
  values:
    share_wanted: {value: 0.6, evidence: {certainty: study, sources: [esc_2021]}}
  range: {feature: normal_share, wanted: share_wanted}
""",
    PULSE: """\
pulse:
  unit: /min
  plausible: [20, 250]
  every: 1d
  when_prescribed: pulse_prescribed
  times_a_day: pulses_a_day
""",
    PARAMETERS: KIT[PARAMETERS]
    + """\
share_wanted:
  selector: share
  unit: "1"
  default: 0.9
  control: bounded
  minimum: 0.5
  maximum: 0.95
  layers: [territory, person]
  evidence: {certainty: study, sources: [esc_2021]}
pulse_prescribed:
  selector: yes_no
  unit: "1"
  default: 0
  control: bounded
  minimum: 0
  maximum: 1
  layers: [person]
  evidence: {certainty: local}
pulses_a_day:
  selector: number
  unit: "1"
  default: 2
  control: bounded
  minimum: 1
  maximum: 4
  layers: [person]
  evidence: {certainty: local}
""",
    RULES: KIT[RULES].replace("rules:\n", "  pulse_silence:\n    kind: since_last\n    signal: pulse\nrules:\n")
    + """\
  no_pulse:
    when: p.pulse_prescribed >= 1 && pulse_silence > p.silence_limit
    severity: warning
    evidence: {certainty: local}
""",
    INDICATOR: KIT[INDICATOR].replace(">= 0.9", ">= p.share_wanted"),
    SCENARIO: KIT[SCENARIO]
    + """\
pulse_edge:
  title: For whom it is prescribed a silence of 72 hours is told
  kind: boundary
  rule: no_pulse
  given:
    parameters: {pulse_prescribed: 1}
    observations:
      - {signal: weight, from: 0d, to: 5d, every: 1d, values: [80]}
      - {signal: pulse, at: 0d, value: 70}
  when: {until: 4d}
  then:
    alerts:
      - {rule: no_pulse, at: 3d 1ms, severity: warning}
""",
}

SHARE = """\
  kind: share_of_subjects
  unit: "1"
  period: 30d
  numerator: normal_share >= p.share_wanted
  denominator: has(normal_share)
"""
MEAN = '  kind: mean_of_subjects\n  unit: "1"\n  period: 30d\n  numerator: {}\n'

CASES = {
    "clock of no severity": Case(CLOCKS, "high:", "hihg:", "hihg", "no severity is called 'hihg'", "did you mean high"),
    "clock that no rule needs": Case(CLOCKS, "high:", "critical:", "critical", "no rule raises an alert", "remove it"),
    "clock of half a minute": Case(CLOCKS, "within: 1h", "within: 90s", "high:", "whole minutes", ""),
    "clock beyond its longest": Case(
        CLOCKS, "at_most: 4h", "at_most: 30m", "high:", "longest that may be set", "as within"
    ),
    "clock longer than a week": Case(CLOCKS, "at_most: 4h", "at_most: 8d", "high:", "from 1m to 7d", ""),
    "graver waits longer": Case(CLOCKS, "within: 1h\n  at_most: 4h", "within: 9h", "within", "house's own", "graver"),
    "clock without its note": Case(GERMAN, "clocks:\n  high: {note: No text gives it.}\n", "", None, "clocks", ""),
    "set of an unknown parameter": Case(
        SETS, "    share_wanted:", "    share_wnted:", "share_wnted", "share_wnted", "did"
    ),
    "set with a fixed parameter": Case(
        SETS, "    share_wanted: {value: 0.6", "    silence_limit: {value: 72", "silence", "fixed", "one person"
    ),
    "set with a value out of bounds": Case(SETS, "value: 0.6", "value: 0.3", "0.3", "cannot be 0.3", "one person"),
    "set of what no person may have": Case(
        PARAMETERS,
        "maximum: 0.95\n  layers: [territory, person]",
        "maximum: 0.95\n  layers: [territory]",
        None,
        "cannot be set for a person",
        "one person",
    ),
    "range of no feature": Case(SETS, "normal_share", "normal_shar", "range", "no feature is called", "did you mean"),
    "range of no share": Case(SETS, "feature: normal_share", "feature: gain", "range", "no share in a range", "name a"),
    "range that is open": Case(RULES, "{above: 50, at_most: 120}", "{at_most: 120}", None, "is open", "both ends"),
    "range wanted that is no share": Case(
        SETS, "wanted: share_wanted", "wanted: gain_limit", "range", "is no share", "share wanted"
    ),
    "range wanted that is not there": Case(SETS, "wanted: share_wanted", "wanted: share", "range", "no parameter", ""),
    "set about things": Case(
        KIT_FILE, "subject: person", "subject: thing", None, "chosen for a person", "subject: person"
    ),
    "asked if nobody knows": Case(
        PULSE,
        "when_prescribed: pulse_prescribed",
        "when_prescribed: pulse",
        "when_prescribed",
        "no parameter is called 'pulse'",
        "pulse",
    ),
    "asked if a number": Case(
        PULSE,
        "when_prescribed: pulse_prescribed",
        "when_prescribed: gain_limit",
        "when_prescribed",
        "cannot say for whom",
        "yes_no",
    ),
    "asked without a rhythm": Case(PULSE, "  every: 1d\n", "", "when_prescribed", "it has no rhythm", "add every"),
    "often without a rhythm": Case(PULSE, "  every: 1d\n", "", "times_a_day", "it has no rhythm", "remove times_a_day"),
    "as often as a yes": Case(
        PULSE,
        "times_a_day: pulses_a_day",
        "times_a_day: pulse_prescribed",
        "times_a_day",
        "how often a day",
        "selector: number",
    ),
    "as often as nobody knows": Case(
        PULSE, "times_a_day: pulses_a_day", "times_a_day: often", "times_a_day", "no parameter is called 'often'", ""
    ),
    "silence of what is not asked": Case(
        RULES,
        "p.pulse_prescribed >= 1 && pulse",
        "pulse",
        "when: pulse",
        "asked only if prescribed",
        "p.pulse_prescribed >= 1",
    ),
    "switch off what nobody may": Case(
        RULES,
        "pulse_silence > p.silence_limit\n    severity: warning\n",
        "pulse_silence > p.silence_limit\n    severity: warning\n    mandatory: true\n",
        "when: p.pulse",
        "at its minimum, 0, this rule can never fire",
        "",
    ),
    "yes that always rings": Case(
        RULES, ">= 1 && pulse", ">= 1 || pulse", "when: p.pulse", "at its maximum, 1, this rule is always true", ""
    ),
    "indicator by a local number": Case(
        INDICATOR, "p.share_wanted", "p.gain_limit / quantity(2, 'kg')", "numerator", "another number", "set of targets"
    ),
    "mean of a condition": Case(
        INDICATOR, SHARE, MEAN.format("normal_share >= 0.5"), "numerator", "gives true or false", "write a number"
    ),
    "mean in another unit": Case(
        INDICATOR, SHARE, MEAN.format("max(gain, gain)"), "unit", "is in kg, not in 1", "unit: kg"
    ),
}


def test_the_right_kit_has_no_fault_and_asks_as_prescribed(tmp_path: Path) -> None:
    folder = write_kit(tmp_path / "weight-home", RIGHT)
    assert lint_kit(folder) == []
    kit = load_kit(folder)
    assert prescribed_by(kit) == {"pulse_prescribed": ("pulse",)}

    def rhythm(**values: float) -> int | None:
        return asked_signals(kit, {"pulse_prescribed": 0, "pulses_a_day": 2, **values})["pulse"].every_ms

    assert [rhythm(), rhythm(pulse_prescribed=1), rhythm(pulse_prescribed=1, pulses_a_day=4)] == [
        None, 43_200_000, 21_600_000,
    ]  # fmt: skip
    daily = replace(kit, signals={"pulse": replace(kit.signals["pulse"], times_a_day="")})
    assert asked_signals(daily, {"pulse_prescribed": 1})["pulse"].every_ms == 86_400_000


@pytest.mark.parametrize("name", CASES)
def test_a_fault_is_told_with_file_line_and_remedy(name: str, tmp_path: Path) -> None:
    case = CASES[name]
    text = RIGHT[case.path]
    assert case.old in text, name
    changed = text.replace(case.old, case.new, 1)
    fault = fault_of(lint_kit(write_kit(tmp_path / "weight-home", {**RIGHT, case.path: changed})), case)
    assert fault.remedy
    if case.at is not None:
        assert (fault.file, fault.line) == (case.path, line_of(changed, case.at))
