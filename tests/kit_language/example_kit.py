"""A small right kit as texts by path, and how to write one, changed or not, into a folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

MESSAGES = """\
kit:
  title: Weight at home
  summary: Follows the weight of people with heart failure.
  legal_basis: Provision of care.
  inclusion: Adults with a scale; a nurse weighs the others.
  disclaimer: Not an emergency service, call 15 or 112.
  workload: Not measured yet.
  intended_use: To help a care team between visits.
signals:
  weight: {name: body weight}
features:
  gain: {name: the weight gain}
  normal_share: {name: the share of usual weights}
  silence: {name: the time since the last weighing}
parameters:
  gain_limit: {name: Weight gain from}
  silence_limit: {name: Alert after a silence of, note: No text gives this delay.}
rules:
  gain_high: {title: Weight gain, advice: Call today.}
  no_weight: {title: No weight, advice: Call this week., note: No text gives this delay.}
indicators:
  steady: {title: People with a steady weight}
"""

KIT: Mapping[str, str] = {
    "kit.yaml": """\
format: 1
id: pagus/weight-home
version: 1.0.0
maturity: draft
licence: EUPL-1.2
publisher: The Pagus developers
subject: person
roles: [nurse]
data_categories: [health]
clinical: true
device: {manufacturer: none, class: none, certificate: none, risk_file: none, vigilance_contact: none}
""",
    "parameters.yaml": """\
gain_limit:
  selector: threshold
  unit: kg
  default: 2
  control: bounded
  minimum: 1
  maximum: 4
  layers: [territory, person]
  evidence: {certainty: consensus, sources: [esc_2021]}
silence_limit:
  selector: duration
  unit: h
  default: 72
  control: fixed
  evidence: {certainty: local}
""",
    "signals/weight.yaml": """\
weight:
  unit: kg
  plausible: [25, 300]
  every: 1d
  loinc: 29463-7
""",
    "rules/weight.yaml": """\
features:
  gain:
    kind: delta
    signal: weight
    over: 3d
    min_points: 2
  normal_share:
    kind: share_in_range
    signal: weight
    over: 30d
    band: {above: 50, at_most: 120}
    min_coverage: 0.5
    evidence: {certainty: study, sources: [esc_2021]}
  silence:
    kind: since_last
    signal: weight
rules:
  gain_high:
    when: gain > p.gain_limit
    severity: high
    confirm: 1 of 1
    refractory: 3d
    group: weight
    evidence: {certainty: consensus, sources: [esc_2021]}
  no_weight:
    when: silence > p.silence_limit
    severity: warning
    mandatory: true
    evidence: {certainty: local}
""",
    "indicators/weight.yaml": """\
steady:
  kind: share_of_subjects
  unit: "1"
  period: 30d
  numerator: normal_share >= 0.9
  denominator: has(normal_share)
  target: 0.5
  better: higher
  evidence: {certainty: study, sources: [esc_2021]}
""",
    "messages/fr.yaml": MESSAGES,
    "messages/en.yaml": MESSAGES,
    "messages/de.yaml": MESSAGES,
    "tests/scenarios/weight.yaml": """\
steady_week:
  title: A steady week raises nothing
  kind: happy
  given:
    observations:
      - {signal: weight, from: 0d, to: 7d, every: 1d, values: [80]}
  when: {until: 7d}
  then: {alerts: []}
gain_edge:
  title: 2 kg are not above the limit, 2.1 kg are
  kind: boundary
  rule: gain_high
  given:
    observations:
      - {signal: weight, at: 0d, value: 80}
      - {signal: weight, at: 1d, value: 82}
      - {signal: weight, at: 2d, value: 82.1}
  when: {until: 3d}
  then:
    alerts:
      - {rule: gain_high, at: 2d, severity: high}
silence_edge:
  title: After 72 hours the silence is told
  kind: boundary
  rule: no_weight
  given:
    observations:
      - {signal: weight, at: 0d, value: 80}
  when: {until: 5d}
  then:
    alerts:
      - {rule: no_weight, at: 3d 1ms, severity: warning}
quiet:
  title: Nothing ever comes
  kind: silence
  given: {}
  when: {until: 4d}
  then:
    alerts:
      - {rule: no_weight}
cut:
  title: Two days that come late
  kind: outage
  given:
    observations:
      - {signal: weight, at: 0d, value: 80}
      - {signal: weight, at: 2d, value: 80, received: 4d}
  when: {until: 5d}
  then:
    alerts: []
    withdrawn: [{rule: no_weight, at: 3d 1ms}]
noisy:
  title: Small swings
  kind: false_alarm_budget
  given:
    parameters: {gain_limit: 3}
    observations:
      - {signal: weight, from: 0d, to: 9d, every: 1d, values: [80, 81, 82]}
  when: {until: 10d}
  then: {most_alerts: 0}
gone:
  title: Removed
  kind: uninstall
  given: {}
  when: {until: 9d, uninstall: 1d}
  then: {alerts: []}
""",
    "sources.bib": """\
@article{esc_2021,
  title = {2021 ESC Guidelines for the diagnosis and treatment of acute and chronic heart failure},
  author = {McDonagh, Theresa A. and Metra, Marco},
  year = {2021},
  doi = {10.1093/eurheartj/ehab368}
}
""",
}


def write_kit(folder: Path, changes: Mapping[str, str | bytes | None] | None = None) -> Path:
    """Write the kit with some files replaced, added, or (None) left out. Gives the folder."""
    for path, text in {**KIT, **(changes or {})}.items():
        if text is None:
            continue
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def changed(path: str, old: str, new: str) -> dict[str, str]:
    """The file at ``path`` with one piece of its text replaced."""
    assert KIT[path].count(old) >= 1, f"{old!r} is not in {path}"
    return {path: KIT[path].replace(old, new, 1)}


def line_of(text: str, piece: str) -> int:
    """The number of the line that holds this piece first."""
    return text[: text.index(piece)].count("\n") + 1
