"""The simulated directory: labelled, near national densities, and where it says it is."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
import pytest

from pagus.apps.care import queries as care
from pagus.apps.territory import queries as territory
from pagus.apps.territory.actions import add_definition
from pagus.demo.directory import add_directory
from pagus.library.demo.directory import demo_directory
from pagus.library.scenes import SCENES
from pagus.library.territories import france


@pytest.mark.parametrize("scene", SCENES)
def test_everything_is_labelled_and_lies_in_its_commune(scene: str) -> None:
    invented = demo_directory(scene)
    names = pl.concat([invented.facilities["name"], invented.practitioners["name"]])
    assert names.str.contains("simul").all()
    lon, lat = (invented.facilities[axis].to_numpy() for axis in ("lon", "lat"))
    where = france().locate(np.asarray(lon), np.asarray(lat))
    assert (where == invented.facilities["place"]).sum() > 0.97 * len(where)
    phones = invented.facilities["phone"].str.slice(0, 11).unique().to_list()
    assert set(phones) <= {"+33 3 53 01", "+33 4 65 71"}, "the ranges that are kept for fiction"
    ages = 2026 - invented.practitioners.filter(pl.col("profession") == "general_practice")["birth_year"]
    assert (ages.min() >= 30, ages.max() <= 72) == (True, True)


@pytest.mark.django_db
def test_the_demo_of_strasbourg_has_all_kinds_of_care_at_plausible_densities() -> None:
    add_definition("strasbourg_programme")
    count = add_directory("strasbourg", date(2026, 3, 2))
    here = care.facilities(within="programme:strasbourg")
    assert 0 < len(here) < count, "the rim has care too"
    assert all(card.simulated for card in here)
    kinds = {card.kind for card in here}
    assert {
        "practice",
        "pharmacy",
        "hospital",
        "emergency_service",
        "multi_professional_house",
        "health_centre",
    } <= kinds
    assert len(care.facilities(kind="teleconsultation_booth", within="programme:strasbourg")) == 3
    everything = care.supply("general_practice")
    place_codes = territory.places_within("programme:strasbourg")
    people = territory.get_place("programme:strasbourg").population
    assert people is not None
    own = care.supply("general_practice", place_codes)
    assert 50 < own["fte"].sum() / people * 100_000 < 110
    assert own["fte"].sum() < everything["fte"].sum()
    assert everything["booth"].sum() == 3
    assert everything["acts_per_year"].null_count() == 0
    assert 0 < own["fte_over_65"].sum() < own["fte"].sum() / 4
    assert [age.simulated for age in care.freshness()] == [True]
    assert add_directory("strasbourg", date(2026, 3, 2)) == count
    assert len(care.freshness()) == 1
    known = [card.services[0].hours.late_or_weekend for card in here if card.services]
    assert {True, False} <= set(known)
