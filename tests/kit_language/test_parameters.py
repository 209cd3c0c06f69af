from __future__ import annotations

import math
from pathlib import Path

import pytest

from pagus.errors import InputError, NotFound
from pagus.kit_language import LayerValues, check_choice, effective_parameters, effective_values, load_kit
from pagus.kit_language.model import Kit
from tests.kit_language.example_kit import write_kit


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Kit:
    folder: Path = tmp_path_factory.mktemp("kits") / "weight-home"
    return load_kit(write_kit(folder))


def test_without_layers_the_kit_holds(kit: Kit) -> None:
    assert effective_values(kit, []) == {"gain_limit": 2.0, "silence_limit": 72.0}


def test_the_nearest_layer_holds_and_all_are_told(kit: Kit) -> None:
    layers = [
        LayerValues(layer="territory", values={"gain_limit": 2.5}),
        LayerValues(layer="person", values={"gain_limit": 1.5}, holder="person:P-7K3Q9"),
    ]
    found = effective_parameters(kit, layers)["gain_limit"]
    assert found.value == 1.5
    assert [(one.layer, one.holder, one.value, one.holds) for one in found.choices] == [
        ("kit", "", 2.0, False),
        ("territory", "", 2.5, False),
        ("person", "person:P-7K3Q9", 1.5, True),
    ]
    assert effective_parameters(kit, layers)["silence_limit"].choices[-1].layer == "kit"


def test_a_layer_that_says_nothing_changes_nothing(kit: Kit) -> None:
    layers = [LayerValues(layer="territory", values={"gain_limit": 3.0}), LayerValues(layer="person", values={})]
    assert effective_values(kit, layers)["gain_limit"] == 3.0


@pytest.mark.parametrize("value", [0.99, 4.01, math.nan, math.inf, -math.inf])
def test_out_of_bounds_is_refused_with_the_bounds(kit: Kit, value: float) -> None:
    with pytest.raises(InputError, match="gain_limit cannot be"):
        check_choice(kit, "territory", "gain_limit", value)


@pytest.mark.parametrize("value", [1.0, 4.0])
def test_both_bounds_are_allowed(kit: Kit, value: float) -> None:
    assert check_choice(kit, "person", "gain_limit", value) == value


def test_bounds_are_said(kit: Kit) -> None:
    with pytest.raises(InputError, match="cannot be 9 kg: it goes from 1 to 4"):
        check_choice(kit, "territory", "gain_limit", 9)


def test_fixed_is_refused_even_at_its_value(kit: Kit) -> None:
    with pytest.raises(InputError, match="silence_limit is fixed by the signer"):
        check_choice(kit, "territory", "silence_limit", 72.0)


@pytest.mark.parametrize("layer", ["team", "kit"])
def test_layer_that_may_not_is_refused(kit: Kit, layer: str) -> None:
    with pytest.raises(InputError, match="only for territory, person"):
        check_choice(kit, layer, "gain_limit", 2.0)  # type: ignore[arg-type]


def test_unknown_name_is_refused_with_what_there_is(kit: Kit) -> None:
    with pytest.raises(NotFound, match="has no parameter gain: it has gain_limit, silence_limit"):
        check_choice(kit, "territory", "gain", 2.0)


def test_layers_are_checked_and_in_order(kit: Kit) -> None:
    person = LayerValues(layer="person", values={"gain_limit": 1.5})
    territory = LayerValues(layer="territory", values={"gain_limit": 2.5})
    with pytest.raises(InputError, match="from territory to team to person"):
        effective_parameters(kit, [person, territory])
    with pytest.raises(InputError, match="from territory to team to person"):
        effective_parameters(kit, [person, person])
    with pytest.raises(InputError, match="cannot be 40"):
        effective_parameters(kit, [LayerValues(layer="territory", values={"gain_limit": 40.0})])
