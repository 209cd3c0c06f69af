"""The shipped methods of access: complete, sourced, in three languages, and honest about what was only recalled."""

from __future__ import annotations

import pytest

from pagus.errors import InputError, NotFound
from pagus.kernel.access_methods import Decay
from pagus.library.access import (
    access_method,
    access_methods,
    access_threshold,
    parse_decay,
    parse_method,
    travel_speeds,
)

IDS = ("2sfca", "3sfca", "apl-2012", "apl-2015", "e2sfca", "e2sfca-fast", "e2sfca-slow", "m2sfca")


def test_all_methods_are_there_with_source_date_and_texts() -> None:
    assert tuple(method.id for method in access_methods()) == IDS
    for method in access_methods():
        assert method.source
        assert method.dated
        for texts in (method.title, method.note):
            assert set(texts) == {"fr", "en", "de"}
            assert len(set(texts.values())) == 3


@pytest.mark.parametrize(
    ("name", "edges", "weights", "certainty"),
    [
        ("2sfca", (15.0,), (1.0,), "local"),
        ("apl-2012", (5.0, 10.0, 15.0), (1.0, 0.3, 0.1), "study"),
        ("apl-2015", (10.0, 15.0, 20.0), (1.0, 2 / 3, 1 / 3), "local"),
        ("e2sfca-slow", (10.0, 20.0, 30.0), (1.0, 0.68, 0.22), "study"),
        ("e2sfca-fast", (10.0, 20.0, 30.0), (1.0, 0.42, 0.09), "study"),
    ],
)
def test_bands_are_those_of_the_source(name: str, edges: tuple, weights: tuple, certainty: str) -> None:
    method = access_method(name)
    assert (method.decay, method.certainty) == (Decay(edges, weights), certainty)


def test_what_was_only_recalled_says_so_loudly() -> None:
    note = access_method("apl-2015").note
    assert note["en"].startswith("CAUTION")
    assert "verified nowhere" in note["en"]
    assert note["fr"].startswith("ATTENTION")
    assert note["de"].startswith("VORSICHT")
    for name in ("e2sfca-slow", "e2sfca-fast"):
        assert "recalled and not re-read" in access_method(name).note["en"]


def test_a_decay_of_one_s_own_replaces_the_bands_and_the_certainty() -> None:
    own = parse_decay("10:1,15:0.6667,20:0.3333")
    assert own == Decay((10.0, 15.0, 20.0), (1.0, 0.6667, 0.3333))
    assert access_method("e2sfca-slow", own).decay == own
    assert access_method("e2sfca-slow", own).certainty == "local"
    assert access_method("2sfca", own).decay == Decay((20.0,), (1.0,)), "one catchment, to the last edge"
    assert access_method("apl-2012", access_method("apl-2012").decay).certainty == "study"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is no band"),
        ("10", "is no band"),
        ("10:1,x:2", "x:2 is no band"),
        ("10:1,10:0.5", "minutes above 0 that rise"),
        ("0:1", "minutes above 0 that rise"),
        ("10:1,5:0.5", "10, 5 do not"),
        ("10:nan", "do not"),
        ("10:-1", "0 or more"),
        ("10:0,20:0", "not all 0"),
    ],
)
def test_a_decay_that_does_not_hold_together_is_refused(text: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        parse_decay(text)
    with pytest.raises(InputError, match="one weight for each edge"):
        access_method("e2sfca", Decay((10.0,), ()))


def test_speeds_and_thresholds_are_sourced_defaults() -> None:
    speeds = travel_speeds()
    assert (speeds.detour, dict(speeds.kmh), speeds.certainty) == (1.3, {"car": 50, "bike": 15, "foot": 5}, "local")
    assert "measured nowhere" in speeds.note["en"]
    threshold = access_threshold("gp_underserved")
    assert (threshold.value, threshold.unit, threshold.profession) == (2.5, "acts_per_year", "gp")
    assert access_threshold("gp_severe").certainty == "local"
    with pytest.raises(NotFound, match="no access threshold"):
        access_threshold("x")


def test_unknown_methods_and_broken_files_say_what_is_wrong() -> None:
    with pytest.raises(NotFound, match="no access method apl: there are 2sfca"):
        access_method("apl")
    good = """
id: m
family: e2sfca
title: {fr: a, en: b, de: c}
note: {fr: a, en: b, de: c}
dated: "2009"
certainty: study
source: s
decay: {edges_min: [10], weights: [1]}
"""
    assert parse_method(good, "m").decay == Decay((10.0,), (1.0,))
    for old, new, words in [
        ("id: m", "id: n", "must carry the id m"),
        ("e2sfca", "e4sfca", "no family e4sfca"),
        ("study", "sure", "no certainty sure"),
        ("source: s", "", "lacks source"),
        ("title: {fr: a, en: b, de: c}", "title: {fr: a, en: b}", "title is in fr, en and de"),
        ("weights: [1]", "weights: [1, 2]", "one weight for each edge"),
        ("family", "family: :", "no YAML"),
    ]:
        with pytest.raises(InputError, match=words):
            parse_method(good.replace(old, new, 1), "m")


def test_the_pictures_of_the_page_are_those_that_the_engine_draws() -> None:
    from tools.access_pictures import IMAGES, PICTURES

    for name, draw in PICTURES.items():
        assert (IMAGES / name).read_text(encoding="utf-8") == draw(), "run python tools/access_pictures.py"
