"""Pathways of a kit: wrong ones are told with file, line and remedy; right ones load, are said, compared and tested."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from pathlib import Path

import pytest

from pagus.analytics.scenarios import run_scenarios
from pagus.kit_language import kit_sentences, lint_kit, load_kit
from pagus.kit_language.difference import compare_kits
from pagus.kit_language.model import LANGUAGES, Kit
from pagus.kit_language.pathway_model import Pathway
from pagus.kit_language.pathway_weights import PATHWAY_ADDED, PATHWAY_PARTS, PATHWAY_REMOVED, PATHWAY_WEIGHTS
from tests.conftest import ROOT
from tests.kit_language.example_kit import line_of
from tests.kit_language.pathway_cases import CASES
from tests.kit_language.pathway_graph_cases import GRAPH_CASES
from tests.kit_language.pathway_kit import MESSAGES, PATHWAY_KIT, pathway_changed, write_pathway_kit

FILE = "pathway/activity.yaml"
SCENARIOS = "tests/scenarios/activity.yaml"


ALL_CASES = CASES | GRAPH_CASES


@pytest.mark.parametrize("name", ALL_CASES)
def test_fault_is_told_with_file_line_and_remedy(name: str, tmp_path: Path) -> None:
    case = ALL_CASES[name]
    changes = pathway_changed(case.old, case.new)
    faults = lint_kit(write_pathway_kit(tmp_path / "activity", changes))
    found = [one for one in faults if case.message in one.message and case.remedy in one.remedy]
    assert found, "\n".join(map(str, faults)) or "no fault"
    assert (found[0].file, found[0].line) == (FILE, line_of(changes[FILE], case.at))
    assert found[0].path


def test_timers_of_one_instant(tmp_path: Path) -> None:
    text = PATHWAY_KIT[FILE].replace("too_long: {after: 60d, tells", "too_long: {after: 20d, tells")
    text = text.replace(
        "{timer: too_long, to: contact}", "{timer: too_long, to: contact}\n        - {timer: reminder, to: lost}"
    )
    faults = lint_kit(write_pathway_kit(tmp_path / "activity", {FILE: text}))
    (found,) = [one for one in faults if "same instant" in one.message]
    assert found.message == "timer reminder and timer too_long come at the same instant, 20d after the entry"


@pytest.mark.parametrize(
    ("guard", "told"),
    [
        ("limitation > p.relay_sessions", ["with the default parameters", "with relay_sessions at its maximum, 50,"]),
        ("limitation > p.relay_sessions / 2", ["with relay_sessions at its maximum, 50,"]),
        (
            "limitation < (p.relay_sessions - 4) / 2",
            ["with the default parameters", "with relay_sessions at its minimum, 1,"],
        ),
        ("limitation > p.relay_sessions / 50", []),
    ],
)
def test_a_guard_is_tried_at_the_ends_of_its_parameters(guard: str, told: list[str], tmp_path: Path) -> None:
    faults = lint_kit(write_pathway_kit(tmp_path / "activity", pathway_changed("limitation >= 3", guard)))
    assert [one.message for one in faults] == [f"{words} this guard never holds: {guard}" for words in told]


def test_a_circle_that_waits_for_nothing(tmp_path: Path) -> None:
    more = "- {if: sessions >= p.relay_sessions, to: relay}\n        - {if: limitation > 1, to: care}"
    text = PATHWAY_KIT[FILE].replace("- {if: sessions >= p.relay_sessions, to: relay}", more)
    text = text.replace(
        "- {done: treat, to: lost}", "- {done: treat, to: lost}\n        - {if: limitation > LIMIT, to: programme}"
    )
    told = lint_kit(write_pathway_kit(tmp_path / "a", {FILE: text.replace("LIMIT", "2")}))
    assert any("round for ever: care -> programme -> care" in one.message for one in told)
    apart = text.replace("limitation > 1, to: care", "limitation <= 1, to: care").replace("LIMIT", "2")
    assert not any("for ever" in one.message for one in lint_kit(write_pathway_kit(tmp_path / "b", {FILE: apart})))


def test_a_text_that_lacks_is_told(tmp_path: Path) -> None:
    less = MESSAGES.replace("      session: {title: Session}\n", "").replace(
        "late: {text: Nobody has come yet.}", "late: {}"
    )
    faults = lint_kit(write_pathway_kit(tmp_path / "activity", {"messages/de.yaml": less}))
    assert [(one.file, one.path, one.remedy) for one in faults] == [
        ("messages/de.yaml", "pathways.activity.tasks.session.title", "translate it from fr.yaml"),
        ("messages/de.yaml", "pathways.activity.notices.late.text", "translate it from fr.yaml"),
    ]


SCENARIO_CASES = [
    ("pathway: activity}", "pathway: activty}", "no pathway is called 'activty'"),
    ("{at: 3d, done: interview", "{at: 3d, done: intervew", "no task is called 'intervew'"),
    ("facts: {limitation: 1}}", "facts: {limitatoin: 1}}", "no fact or feature is called 'limitatoin'"),
    ("answered: walking", "answered: waking", "no form is called 'waking'"),
    ("states: [relay]", "states: [rellay]", "no state is called 'rellay'"),
    ("{notice: late, at: 60d}", "{notice: latte, at: 60d}", "no notice is called 'latte'"),
    ("{task: walk, role", "{task: wlk, role", "no task is called 'wlk'"),
    ("{at: 5d, answered: walking}", "{at: 1d, answered: walking}", "not in order of time"),
    ("    until: 20d", "    until: 10d", "after the end of the scenario"),
    ("    states: [relay]\n", "", "most_alerts or states"),
    ("{at: 5d, answered: walking}", "{at: 5d, answered: walking, done: walk}", "one of done, cancelled"),
    ("{at: 5d, answered: walking}", "{at: 5d}", "one of done, cancelled"),
    ("measured: 1d", "measured: 11d", "not after at"),
    ("    states: [away]", "    states: [oriented]", "no scenario reaches the end away"),
]


@pytest.mark.parametrize(("old", "new", "message"), SCENARIO_CASES)
def test_wrong_scenario_is_told(old: str, new: str, message: str, tmp_path: Path) -> None:
    text = PATHWAY_KIT[SCENARIOS]
    assert old in text
    text = text.replace(old, new, 1)
    if "away" in message:
        text = text.replace("oriented, away]", "oriented]")
    faults = lint_kit(write_pathway_kit(tmp_path / "activity", {SCENARIOS: text}))
    assert any(message in str(fault) for fault in faults), "\n".join(map(str, faults))


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Kit:
    return load_kit(write_pathway_kit(tmp_path_factory.mktemp("kit") / "activity"))


def test_its_scenarios_pass_and_take_every_way(kit: Kit) -> None:
    report = run_scenarios(kit)
    assert [result.differences for result in report.results] == [()] * 6
    assert (report.ways, report.way_coverage, report.never_taken) == (15, 1.0, ())


def test_a_scenario_that_is_wrong_says_what_was_found(kit: Kit) -> None:
    (first, *others) = kit.scenarios
    assert first.course is not None
    wrong = replace(first, course=replace(first.course, states=("lost",), tasks=(("walk", None, None),), messages=()))
    report = run_scenarios(replace(kit, scenarios=(wrong, *others)))
    assert report.results[0].differences == (
        "states: expected lost, found relay",
        "tasks: expected walk, found none",
        "messages: expected none, found invitation",
    )
    assert report.never_taken, "what a failed scenario takes does not count"


@pytest.mark.parametrize(
    "change",
    [
        ("limitation >= 3", "limitation >= 2"),
        ("to: contact}\n    oriented", "to: lost}\n    oriented"),
        ("joined: programme", "joined: programme\n      need: 1"),
        ("reminder: {after: 10d, times: 2", "reminder: {after: 11d, times: 2"),
        ("escalate: {to: coordinator, after: 7d}}\n    treat", "escalate: {to: coordinator, after: 9d}}\n    treat"),
        ("who5 >= quantity(50", "who5 >= quantity(61"),
        ("session: {role: nurse, due: 7d, repeats: true", "session: {role: nurse, due: 7d, repeats: false"),
    ],
)
def test_a_mutant_fails_a_scenario_or_does_not_load(change: tuple[str, str], tmp_path: Path) -> None:
    folder = write_pathway_kit(tmp_path / "activity", pathway_changed(*change))
    assert lint_kit(folder) or run_scenarios(load_kit(folder)).failed or change[1] == "limitation >= 2"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pathway_is_said_whole(kit: Kit, language: str) -> None:
    words = {one.name: one for one in kit_sentences(kit, language).pathways}  # type: ignore[arg-type]
    said = words["activity"]
    first = said.states[0]
    expected = {
        "en": (
            "When “First interview” is done, if the limitation is at least 3: “With a physiotherapist”.",
            "“First interview”, within 14 days. If it is still not done 7 days later, the task goes to",
        ),
        "fr": (
            "Quand « First interview » est fait, si the limitation est d’au moins 3 : « With a physiotherapist ».",
            "« First interview », sous 14 jours. Si ce n’est toujours pas fait 7 jours plus tard, la tâche passe à",
        ),
        "de": (
            "Wenn „First interview“ erledigt ist, falls the limitation mindestens 3 beträgt: „With a physiotherapist“.",
            "„First interview“, innerhalb von 14 Tagen. Ist sie 7 Tage später noch nicht erledigt, geht die Aufgabe an",
        ),
    }[language]
    assert first.ways[0].text.replace("\u00a0", " ") == expected[0]
    assert expected[1] in first.lines[1].replace("\u00a0", " ")
    assert [len(state.ways) for state in said.states] == [3, 1, 2, 0, 1, 0, 1, 0, 2, 2, 0, 0, 0]
    assert not any("{" in text for state in said.states for text in (*state.lines, *(way.text for way in state.ways)))


CHANGES = [
    ("limitation >= 3", "limitation >= 2", "major", "state activity.prescribed: transitions changed"),
    ("limitation >= 3", "(limitation  >= 3)", "patch", "only comments or papers beside the kit changed"),
    (
        "interview: {role: nurse, due: 14d",
        "interview: {role: nurse, due: 10d",
        "major",
        "task activity.interview: due was 2w, is 10d",
    ),
    (
        "interview: {role: nurse",
        "interview: {role: person",
        "major",
        "task activity.interview: role was nurse, is person",
    ),
    (
        "limitation: {range: [0, 3]",
        "limitation: {range: [0, 4]",
        "major",
        "fact activity.limitation: plausible was 0, 3, is 0, 4",
    ),
    ("late: {to: coordinator}", "late: {to: nurse}", "major", "notice activity.late: to was coordinator, is nurse"),
    (
        "owner: {role: coordinator, within: 7d}",
        "owner: {role: coordinator, within: 5d}",
        "major",
        "pathway activity: owner changed",
    ),
    (
        "  moved: away",
        "  moved: away\n  assume: {drop_out: {programme: 0.1}}",
        "patch",
        "pathway activity: assumptions changed",
    ),
]


@pytest.mark.parametrize(("old", "new", "weight", "words"), CHANGES)
def test_each_change_has_its_weight(old: str, new: str, weight: str, words: str, kit: Kit, tmp_path: Path) -> None:
    changes = pathway_changed(old, new)
    newer = load_kit(write_pathway_kit(tmp_path / "activity", {**changes, SCENARIOS: PATHWAY_KIT[SCENARIOS]}))
    found = compare_kits(kit, newer)
    assert [(str(one.words), one.weight) for one in found.changes] == [(words, weight)]


def test_a_state_that_is_gone_weighs_more_than_one_that_is_new(kit: Kit) -> None:
    activity = kit.pathways["activity"]
    states = {name: one for name, one in activity.states.items() if name != "away"}
    less = replace(kit, pathways={**kit.pathways, "activity": replace(activity, states=states)})
    assert [(str(it.words), it.weight, it.clinical) for it in compare_kits(kit, less).changes] == [
        ("state activity.away is gone", "major", True)
    ]
    assert [(str(it.words), it.weight, it.clinical) for it in compare_kits(less, kit).changes] == [
        ("state activity.away is new", "minor", True)
    ]
    none = replace(kit, pathways={})
    assert [str(it.words) for it in compare_kits(kit, none).changes] == [
        "pathway activity is gone",
        "pathway calling is gone",
    ]


@pytest.mark.parametrize("kind", PATHWAY_WEIGHTS, ids=lambda kind: kind.__name__)
def test_every_field_is_weighed_and_the_page_says_so(kind: type) -> None:
    elsewhere = {"name", "file", "line"} | (set(PATHWAY_PARTS) if kind is Pathway else set())
    assert set(PATHWAY_WEIGHTS[kind]) == {field.name for field in fields(kind)} - elsewhere
    assert set(PATHWAY_ADDED) == set(PATHWAY_REMOVED) == set(PATHWAY_PARTS.values())
    page = (ROOT / "docs" / "reference" / "kit-versions.md").read_text(encoding="utf-8")
    section = page.partition(f"\n## {kind.__name__}\n")[2].partition("\n## ")[0]
    missing = [name for name in PATHWAY_WEIGHTS[kind] if f"`{name.removesuffix('_ms')}`" not in section]
    assert missing == []


def test_the_page_that_teaches_it_is_right(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "how-to" / "write-a-pathway.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    words = (
        MESSAGES[: MESSAGES.index("pathways:")]
        .replace("parameters:\n", "")
        .replace("  relay_sessions: {name: Sessions before the relay, note: No text gives this number.}\n", "")
    )
    words += "pathways:\n  activity:\n    title: T\n    tasks: {interview: {title: I}}\n    states:\n"
    words += "".join(f"      {name}: {{title: {name}}}\n" for name in ("prescribed", "relay", "lost"))
    scenarios = blocks[-1] + blocks[-1].replace("to_the_end", "lost").replace("[relay]", "[lost]").replace("20d", "70d")
    lost = scenarios.rpartition("    events:")
    scenarios = lost[0] + lost[2].replace("\n      - {at: 3d, done: interview, by: anna}\n", "", 1)
    folder = write_pathway_kit(
        tmp_path / "activity",
        {FILE: blocks[0], SCENARIOS: scenarios, "parameters.yaml": None}
        | {f"messages/{language}.yaml": words for language in LANGUAGES},
    )
    assert [str(fault) for fault in lint_kit(folder)] == []
    report = run_scenarios(load_kit(folder))
    assert (report.run, report.failed, report.way_coverage) == (2, 0, 1.0)
