"""What a right kit becomes: every value of the files, in the units and types of the model."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from pagus.errors import KitError
from pagus.kernel.time import DAY, HOUR
from pagus.kit_language import load_kit
from pagus.kit_language.assembly import feature_unit
from pagus.kit_language.model import Band, FeatureKind, Kit
from pagus.kit_language.schema import read_offset
from tests.kit_language.example_kit import KIT, MESSAGES, write_kit


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Kit:
    folder: Path = tmp_path_factory.mktemp("kits") / "weight-home"
    german = MESSAGES.replace("Weight at home", "Gewicht zu Hause")
    return load_kit(write_kit(folder, {"messages/de.yaml": german}))


def test_manifest(kit: Kit) -> None:
    assert (kit.id, kit.slug, kit.version, kit.subject) == ("pagus/weight-home", "weight-home", "1.0.0", "person")
    assert (kit.title.say("de"), kit.title.say("en")) == ("Gewicht zu Hause", "Weight at home")
    assert kit.device is not None
    assert kit.device.certificate is None
    assert kit.workload is not None
    assert len(kit.digest) == 64


def test_signal_and_features(kit: Kit) -> None:
    signal = kit.signals["weight"]
    assert (signal.unit, signal.plausible, signal.every_ms, signal.subject) == ("kg", (25.0, 300.0), DAY, "person")
    gain, share, silence = kit.features.values()
    assert (gain.kind, gain.unit, gain.over_ms, gain.min_points) == ("delta", "kg", 3 * DAY, 2)
    assert share.band == Band(low=50.0, high=120.0, low_closed=False, high_closed=True)
    assert (share.unit, share.min_coverage, share.every_ms) == ("1", 0.5, DAY)
    assert share.evidence is not None
    assert share.evidence.sources == ("esc_2021",)
    assert (silence.unit, silence.over_ms) == ("h", None)
    assert silence.label is not None


def test_parameters_and_rules(kit: Kit) -> None:
    gain, silence = kit.parameters.values()
    assert (gain.default, gain.minimum, gain.maximum, gain.layers) == (2.0, 1.0, 4.0, ("kit", "territory", "person"))
    assert (silence.control, silence.layers) == ("fixed", ("kit",))
    assert silence.evidence.note is not None
    rule = kit.rule("gain_high")
    assert (rule.when, rule.severity, rule.refractory_ms, rule.group) == (
        "gain > p.gain_limit",
        "high",
        3 * DAY,
        "weight",
    )
    assert rule.line == KIT["rules/weight.yaml"][: KIT["rules/weight.yaml"].index("when: gain")].count("\n") + 1
    assert kit.rule("no_weight").mandatory


def test_scenarios(kit: Kit) -> None:
    scenarios = {scenario.name: scenario for scenario in kit.scenarios}
    week = scenarios["steady_week"]
    assert week.observations == tuple(("weight", day * DAY, 80.0) for day in range(7))
    assert week.until_ms == 7 * DAY
    late = scenarios["cut"]
    assert late.arrivals == (0, 4 * DAY)
    assert late.withdrawn == (("no_weight", 3 * DAY + 1),)
    assert scenarios["gain_edge"].severities == ("high",)
    assert scenarios["quiet"].alerts == (("no_weight", None),)
    assert scenarios["noisy"].most_alerts == 0
    assert scenarios["gone"].uninstall_at_ms == DAY


def test_nothing_of_it_can_be_changed(kit: Kit) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        kit.version = "2.0.0"  # type: ignore[misc]


def test_error_survives_being_sent_to_another_process(tmp_path: Path) -> None:
    import pickle

    with pytest.raises(KitError) as caught:
        load_kit(write_kit(tmp_path / "weight-home", {"sources.bib": ""}))
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


@pytest.mark.parametrize(
    ("kind", "signal", "expected"),
    [
        ("mean", "Cel", "Cel"),
        ("delta", "Cel", "K"),
        ("sd", "Cel", "K"),
        ("slope", "kg", "kg/d"),
        ("slope", "Cel", "K/d"),
        ("quantile", "ug/m3", "ug/m3"),
        ("count", "kg", "1"),
        ("since_last", "kg", "h"),
    ],
)
def test_unit_of_a_feature(kind: FeatureKind, signal: str, expected: str) -> None:
    assert feature_unit(kind, signal) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("0d", 0), ("0m", 0), ("13d 23h 55m", 14 * DAY - HOUR // 12), ("2d 1ms", 2 * DAY + 1)]
)
def test_offset(text: str, expected: int) -> None:
    assert read_offset(text) == expected
