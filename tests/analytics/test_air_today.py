"""The kit air-today says the law's numbers, all of those that the table has and no others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pagus.analytics.scenarios import run_scenarios
from pagus.kernel.conversions import NAMED, convert_named
from pagus.kernel.time import HOUR
from pagus.library.tables import threshold_table

TABLE = threshold_table("air_thresholds_fr")
NAMES = {"o3": "ozone", "no2": "nitrogen_dioxide", "so2": "sulphur_dioxide", "pm10": "particles"}


@pytest.mark.parametrize("entry", TABLE.thresholds, ids=lambda entry: f"{entry.pollutant}-{entry.level}")
def test_each_threshold_of_the_table_is_a_fixed_parameter_and_a_rule(air_today, entry):
    name = f"{NAMES[entry.pollutant]}_{entry.level}"
    parameter, rule = air_today.parameters[name], air_today.rules[f"{name}_passed"]
    assert (parameter.default, parameter.control, parameter.unit) == (entry.value, "fixed", TABLE.unit)
    assert parameter.evidence.certainty == rule.evidence.certainty == "law"
    assert rule.severity == {"information": "warning", "alert": "high"}[entry.level]
    feature = air_today.features[rule.when.split(" > ")[0]]
    assert rule.when == f"{feature.name} > p.{name}"
    assert feature.signal == entry.pollutant
    window = {1: ("last", None, 1), 3: ("min", 2, 3), 24: ("mean", 23, 18)}[entry.hours]
    hours = None if feature.over_ms is None else feature.over_ms // 3_600_000
    assert (feature.kind, hours, feature.min_points) == window


def test_there_is_no_threshold_beside_those_of_the_table(air_today):
    rules = {f"{NAMES[entry.pollutant]}_{entry.level}_passed" for entry in TABLE.thresholds}
    assert set(air_today.rules) == rules | {"station_silent"}


def test_the_silence_of_a_station_cannot_be_switched_off(air_today):
    assert air_today.rules["station_silent"].mandatory
    assert air_today.parameters["station_silence"].maximum == 24


def test_gases_may_come_in_parts_per_billion_by_a_named_conversion_and_particles_not(air_today):
    accepts = {code: signal.conversions for code, signal in air_today.signals.items()}
    assert accepts == {
        "no2": ("ppb_to_ug_m3:no2",), "o3": ("ppb_to_ug_m3:o3",), "so2": ("ppb_to_ug_m3:so2",), "pm10": (), "pm25": (),
    }  # fmt: skip
    assert set().union(*accepts.values()) <= set(NAMED)
    assert round(convert_named("ppb_to_ug_m3:no2", 100.0), 1) == 191.2


def test_every_scenario_holds_and_every_rule_has_fired_at_its_boundary(air_today):
    report = run_scenarios(air_today)
    assert [(result.name, result.differences) for result in report.results if not result.passed] == []
    assert (report.rule_coverage, report.boundary_coverage) == (1.0, 1.0)


def faults(kit):
    """The kit with one deliberate fault at a time."""
    for name, rule in kit.rules.items():
        if name != "station_silent":  # a silence of exactly six hours is never judged: the two say the same
            yield (
                f"{name} loosened",
                replace(kit, rules={**kit.rules, name: replace(rule, when=rule.when.replace(">", ">="))}),
            )
        if rule.refractory_ms:
            for change in (-HOUR, HOUR):
                later = replace(rule, refractory_ms=rule.refractory_ms + change)
                yield f"{name} silent {change:+} ms", replace(kit, rules={**kit.rules, name: later})
    for name, parameter in kit.parameters.items():
        for factor in (0.99, 1.01):
            other = replace(parameter, default=parameter.default * factor)
            yield f"{name} x {factor}", replace(kit, parameters={**kit.parameters, name: other})
    for name, feature in kit.features.items():
        for change in (-1, 1) if feature.over_ms else ():
            window = replace(feature, over_ms=feature.over_ms + change * HOUR)
            points = replace(feature, min_points=feature.min_points + change)
            yield f"{name} over {change:+} h", replace(kit, features={**kit.features, name: window})
            yield f"{name} needs {change:+} points", replace(kit, features={**kit.features, name: points})


def test_every_deliberate_fault_makes_a_scenario_fail(air_today):
    assert [name for name, faulty in faults(air_today) if run_scenarios(faulty).failed == 0] == []
