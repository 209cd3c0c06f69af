"""What changed between two versions of a kit: each change on its own, with its weight."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

import pytest

from pagus.errors import InputError
from pagus.kit_language import load_kit, shipped_kit
from pagus.kit_language.choices_model import Clock, TargetSet
from pagus.kit_language.difference import Difference, compare_kits
from pagus.kit_language.form_model import Flag, Form, Item, Score
from pagus.kit_language.model import (
    Capability,
    Feature,
    Indicator,
    Kit,
    Parameter,
    RequiredKit,
    Requirements,
    Rule,
    Signal,
    Text,
    Upgrade,
)
from pagus.kit_language.weights import ADDED, CHANGED, COLLECTIONS, REMOVED, WEIGHTS, same_formula
from tests.conftest import ROOT
from tests.kit_language.example_kit import KIT, changed, write_kit


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Kit:
    return load_kit(write_kit(tmp_path_factory.mktemp("old") / "weight-home"))


def compared(old: Kit, tmp_path: Path, changes: dict[str, str]) -> Difference:
    return compare_kits(old, load_kit(write_kit(tmp_path / "weight-home", changes)))


RULES, PARAMETERS, SIGNALS, INDICATORS = (
    f"{it}.yaml" for it in ("rules/weight", "parameters", "signals/weight", "indicators/weight")
)
MESSAGES = "messages/en.yaml"

# What changed, the file's text before and after, the weight, whether clinical, and the words.
ONE_BY_ONE = [
    ("condition", changed(RULES, "gain > p.gain_limit", "gain >= p.gain_limit"), "major", True,
     "rule gain_high: when was gain > p.gain_limit, is gain >= p.gain_limit"),
    ("refractory", changed(RULES, "refractory: 3d", "refractory: 2d"), "major", True,
     "rule gain_high: refractory was 3d, is 2d"),
    ("confirmations", changed(RULES, "confirm: 1 of 1", "confirm: 2 of 3"), "major", True,
     "rule gain_high: confirm was 1, 1, is 2, 3"),
    ("schedule", changed(RULES, "    severity: high", "    severity: high\n    schedule: {every: 1d, offset: 6h}"),
     "major", True, "rule gain_high: schedule was none, is every 1d, 6h later"),
    ("group", changed(RULES, "group: weight", "group: heart"), "minor", False,
     "rule gain_high: group was weight, is heart"),
    ("window", changed(RULES, "over: 3d", "over: 4d"), "major", True, "feature gain: over was 3d, is 4d"),
    ("band", changed(RULES, "above: 50", "at_least: 50"), "major", True,
     "feature normal_share: band was above 50 to 120, is from 50 to 120"),
    ("plausible wider", changed(SIGNALS, "[25, 300]", "[20, 300]"), "minor", True,
     "signal weight: plausible was 25, 300, is 20, 300"),
    ("plausible narrower", changed(SIGNALS, "[25, 300]", "[25, 250]"), "major", True,
     "signal weight: plausible was 25, 300, is 25, 250"),
    ("loinc gone", changed(SIGNALS, "  loinc: 29463-7\n", ""), "major", False,
     "signal weight: loinc was 29463-7, is none"),
    ("default of a bounded parameter", changed(PARAMETERS, "default: 2", "default: 3"), "minor", True,
     "parameter gain_limit: default was 2, is 3"),
    ("default of a fixed parameter", changed(PARAMETERS, "default: 72", "default: 48"), "major", True,
     "parameter silence_limit: default was 72, is 48"),
    ("lower bound up", changed(PARAMETERS, "minimum: 1", "minimum: 1.5"), "major", True,
     "parameter gain_limit: minimum was 1, is 1.5"),
    ("lower bound down", changed(PARAMETERS, "minimum: 1", "minimum: 0.5"), "minor", True,
     "parameter gain_limit: minimum was 1, is 0.5"),
    ("upper bound down", changed(PARAMETERS, "maximum: 4", "maximum: 3"), "major", True,
     "parameter gain_limit: maximum was 4, is 3"),
    ("upper bound up", changed(PARAMETERS, "maximum: 4", "maximum: 5"), "minor", True,
     "parameter gain_limit: maximum was 4, is 5"),
    ("layer less", changed(PARAMETERS, "[territory, person]", "[territory]"), "major", False,
     "parameter gain_limit: layers was kit, territory, person, is kit, territory"),
    ("layer more", changed(PARAMETERS, "[territory, person]", "[territory, team, person]"), "minor", False,
     "parameter gain_limit: layers was kit, territory, person, is kit, territory, team, person"),
    ("indicator", changed(INDICATORS, "normal_share >= 0.9", "normal_share >= 0.8"), "major", False,
     "indicator steady: numerator was normal_share >= 0.9, is normal_share >= 0.8"),
    ("target", changed(INDICATORS, "target: 0.5", "target: 0.4"), "major", False,
     "indicator steady: target was 0.5, is 0.4"),
    ("new data category", changed("kit.yaml", "[health]", "[health, contact]"), "major", False,
     "kit: data categories was health, is health, contact"),
    ("new role", changed("kit.yaml", "[nurse]", "[nurse, analyst]"), "minor", False,
     "kit: roles was nurse, is nurse, analyst"),
    ("role gone", changed("kit.yaml", "[nurse]", "[analyst]"), "major", False, "kit: roles was nurse, is analyst"),
    ("device class", changed("kit.yaml", "class: none", "class: IIa"), "major", False,
     "device: device class was none, is IIa"),
    ("certificate", changed("kit.yaml", "certificate: none", "certificate: CE 1"), "minor", False,
     "device: certificate was none, is CE 1"),
    ("vigilance contact", changed("kit.yaml", "vigilance_contact: none", "vigilance_contact: x"), "patch", False,
     "device: vigilance contact was none, is x"),
    ("licence", changed("kit.yaml", "EUPL-1.2", "MIT"), "minor", False, "kit: licence was EUPL-1.2, is MIT"),
    ("maturity", changed("kit.yaml", "draft", "pilot"), "patch", False, "kit: maturity was draft, is pilot"),
    ("title", changed(MESSAGES, "Weight at home", "Weights at home"), "patch", False,
     "kit: the text title was reworded"),
    ("advice", changed(MESSAGES, "Call today.", "Call now."), "patch", True,
     "rule gain_high: the text advice was reworded"),
    ("evidence", changed(RULES, "evidence: {certainty: study", "evidence: {certainty: consensus"), "patch", False,
     "feature normal_share: other evidence"),
    ("source", changed("sources.bib", "Marco", "M."), "patch", False, "source esc_2021 changed"),
    ("scenario", changed("tests/scenarios/weight.yaml", "values: [80]", "values: [81]"), "patch", False,
     "scenario steady_week changed"),
    ("blanks in a condition", changed(RULES, "gain > p.gain_limit", "(gain  >  p.gain_limit)"), "patch", False,
     "only comments or papers beside the kit changed"),
    ("README", {"README.md": "Read me.\n"}, "patch", False, "only comments or papers beside the kit changed"),
    ("comment", {RULES: "# Rules.\n" + KIT[RULES]}, "patch", False, "only comments or papers beside the kit changed"),
]  # fmt: skip


@pytest.mark.parametrize("case", ONE_BY_ONE, ids=lambda case: case[0])
def test_each_change_has_its_weight(case: tuple, old: Kit, tmp_path: Path) -> None:
    _, changes, weight, clinical, words = case
    difference = compared(old, tmp_path, changes)
    assert [str(change.words) for change in difference.changes] == [words]
    assert (difference.required, difference.changes_clinical_rules) == (weight, clinical)
    assert not difference.is_enough, "1.0.0 names the old content"


BY_PART = [
    ("rules", "gain_high", {"severity": "warning"}, "major", True, "rule gain_high: severity was high, is warning"),
    ("rules", "no_weight", {"mandatory": False}, "major", True, "rule no_weight: mandatory was yes, is no"),
    ("rules", "gain_high", {"clear": "gain < 1"}, "major", True, "rule gain_high: clear was none, is gain < 1"),
    ("signals", "weight", {"every_ms": 7_200_000}, "major", True, "signal weight: every was 1d, is 2h"),
    ("signals", "weight", {"conversions": ("a",)}, "minor", False, "signal weight: conversions was none, is a"),
    ("parameters", "gain_limit", {"control": "fixed"}, "major", False,
     "parameter gain_limit: control was bounded, is fixed"),
    ("parameters", "gain_limit", {"control": "free"}, "minor", False,
     "parameter gain_limit: control was bounded, is free"),
    ("parameters", "gain_limit", {"unit": "g"}, "major", True, "parameter gain_limit: unit was kg, is g"),
]  # fmt: skip


@pytest.mark.parametrize("case", BY_PART, ids=lambda case: case[-1])
def test_each_change_of_a_part_has_its_weight(case: tuple, old: Kit) -> None:
    collection, name, changes, weight, clinical, words = case
    parts = getattr(old, collection)
    new = replace(old, **{collection: {**parts, name: replace(parts[name], **changes)}})
    (change,) = compare_kits(old, new).changes
    assert (str(change.words), change.weight, change.clinical) == (words, weight, clinical)


@pytest.mark.parametrize("collection", ["signals", "features", "parameters", "rules", "indicators"])
def test_what_is_new_is_minor_and_what_is_gone_is_major(collection: str, old: Kit) -> None:
    parts = getattr(old, collection)
    new = replace(old, **{collection: {**parts, "other": next(iter(parts.values()))}})
    grown, shrunk = compare_kits(old, new), compare_kits(new, old)
    part = collection.removesuffix("s")
    assert [(str(it.words), it.weight) for it in grown.changes] == [(f"{part} other is new", "minor")]
    assert [(str(it.words), it.weight) for it in shrunk.changes] == [(f"{part} other is gone", "major")]
    assert grown.changes_clinical_rules is (part == "rule")
    assert shrunk.changes_clinical_rules is (part in {"rule", "parameter"})


TEXT = Text(fr="a", en="b", de="c")
OTHER_KIT = RequiredKit(id="pagus/air-today", range="^1.0.0", why=TEXT, line=7)
OUTSIDE = Capability(name="reader", signal="weight", rule="no_weight", when_silent=TEXT)
REQUIRED = [
    (Requirements(), Requirements(pagus="^0.2.0"), "minor", "requires: pagus was none, is ^0.2.0"),
    (Requirements(), Requirements(kits=(OTHER_KIT,)), "major", "required kit pagus/air-today is new"),
    (Requirements(kits=(OTHER_KIT,)), Requirements(), "minor", "required kit pagus/air-today is gone"),
    (Requirements(kits=(OTHER_KIT,)), Requirements(kits=(replace(OTHER_KIT, range="^1.1.0"),)), "minor",
     "required kit pagus/air-today: range was ^1.0.0, is ^1.1.0"),
    (Requirements(), Requirements(capabilities=(OUTSIDE,)), "major", "capability reader is new"),
    (Requirements(capabilities=(OUTSIDE,)), Requirements(capabilities=(replace(OUTSIDE, rule="gain_high"),)), "major",
     "capability reader: rule was no_weight, is gain_high"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "weight", "words"), REQUIRED)
def test_what_a_kit_requires(before: Requirements, after: Requirements, weight: str, words: str, old: Kit) -> None:
    (change,) = compare_kits(replace(old, requires=before), replace(old, requires=after)).changes
    assert (str(change.words), change.weight) == (words, weight)


def test_whose_people_may_be_moved_is_a_patch(old: Kit) -> None:
    moved = replace(old, upgrade=Upgrade(moves_from=("0.9.0",), changes=TEXT))
    further = replace(old, upgrade=Upgrade(moves_from=("0.9.0", "0.8.0"), changes=TEXT))
    steps = [compare_kits(old, moved), compare_kits(moved, further), compare_kits(further, old)]
    assert [step.required for step in steps] == ["patch"] * 3
    assert [str(step.changes[0].words) for step in steps] == [
        "upgrade is new", "upgrade: moves from was 0.9.0, is 0.9.0, 0.8.0", "upgrade is gone",
    ]  # fmt: skip


def test_where_a_scenario_stands_in_its_file_is_no_change(old: Kit) -> None:
    lower = tuple(replace(each, line=(each.line or 0) + 3) for each in old.scenarios)
    assert compare_kits(old, replace(old, scenarios=lower)).changes == ()


def test_a_kit_that_is_not_clinical_has_no_clinical_rules(old: Kit) -> None:
    plain = replace(old, clinical=False, device=None)
    rules = {**plain.rules, "gain_high": replace(plain.rules["gain_high"], severity="warning")}
    assert not compare_kits(plain, replace(plain, rules=rules)).changes_clinical_rules
    assert compare_kits(plain, old).changes_clinical_rules
    assert [str(it.words) for it in compare_kits(plain, old).changes] == [
        "kit: clinical was no, is yes",
        "device is new",
    ]


VERSIONS = [
    ("1.4.2", "patch", "1.4.3"),
    ("1.4.2", "minor", "1.5.0"),
    ("1.4.2", "major", "2.0.0"),
    ("0.4.2", "patch", "0.4.3"),
    ("0.4.2", "minor", "0.4.3"),
    ("0.4.2", "major", "0.5.0"),
]
EXAMPLES = {
    "patch": changed("kit.yaml", "draft", "pilot"),
    "minor": changed(RULES, "group: weight", "group: heart"),
    "major": changed(RULES, "refractory: 3d", "refractory: 2d"),
}


@pytest.mark.parametrize(("version", "weight", "least"), VERSIONS)
def test_the_version_number_must_say_so(version: str, weight: str, least: str, tmp_path: Path) -> None:
    before = load_kit(write_kit(tmp_path / "a", changed("kit.yaml", "1.0.0", version)))

    def at(number: str) -> Difference:
        files = write_kit(tmp_path / number, EXAMPLES[weight])
        manifest = files / "kit.yaml"
        manifest.write_text(manifest.read_text().replace("version: 1.0.0", f"version: {number}"))
        return compare_kits(before, load_kit(files))

    assert at(least).least_version == least
    assert at(least).is_enough
    assert at("3.0.0").is_enough
    assert not at(version).is_enough
    assert not at("0.1.0").is_enough


def test_the_same_content_is_no_change(old: Kit) -> None:
    same = compare_kits(old, old)
    assert (same.changes, same.required, same.is_enough, same.least_version) == ((), None, True, "1.0.0")


def test_another_kit_is_no_version(old: Kit) -> None:
    with pytest.raises(InputError, match="two kits"):
        compare_kits(old, shipped_kit("diabetes-home"))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("a>1&&b<2", "( a > 1 ) && b < 2", True),
        ("a > 1", "a > 1.0", True),
        ("a > 1", "a >= 1", False),
        ("a > 1 || b > 1", "b > 1 || a > 1", False),
        ("a >", "a > ", False),
        ("", "a > 1", False),
        ("", "", True),
    ],
)
def test_formulas_are_compared_by_their_trees(one: str, other: str, same: bool) -> None:
    assert same_formula(one, other) is same


@pytest.mark.parametrize("kind", WEIGHTS, ids=lambda kind: kind.__name__)
def test_every_field_is_weighed(kind: type) -> None:
    """A field that is added to the format cannot be forgotten here."""
    elsewhere = {
        Kit: {"id", "version", "digest", "device", "requires", "upgrade", "evaluation", *COLLECTIONS},
        Signal: {"code"},
        Indicator: {"id"},
        Clock: {"severity"},
        TargetSet: {"name", "values"},
    }
    elsewhere |= {Requirements: {"kits", "capabilities"}, RequiredKit: {"id", "line"}, Capability: {"name"}}
    elsewhere |= {Rule: {"id", "line"}, Feature: {"name"}, Parameter: {"name"}}
    elsewhere |= {Form: {"name", "digest", "items", "scores", "flags"}, Item: {"name"}, Score: {"name"}, Flag: {"name"}}
    assert set(WEIGHTS[kind]) == {field.name for field in fields(kind)} - elsewhere.get(kind, set())
    assert set(ADDED) == set(REMOVED)
    assert set(COLLECTIONS.values()) <= set(ADDED)
    assert CHANGED.bump == "patch"


def test_the_page_tells_the_weight_of_every_field() -> None:
    page = (ROOT / "docs" / "reference" / "kit-versions.md").read_text(encoding="utf-8")
    missing = [
        f"{kind.__name__}.{name}"
        for kind, weights in WEIGHTS.items()
        for name in weights
        if f"`{name.removesuffix('_ms')}`" not in page.partition(f"\n## {kind.__name__}")[2].partition("\n## ")[0]
    ]
    assert missing == []
