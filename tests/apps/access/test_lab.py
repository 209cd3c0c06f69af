"""A territory is opened with its rim, changed, computed anew; what is asked wrongly is refused with its number."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from django.conf import settings

from pagus.apps.access.area import area_of
from pagus.apps.access.council import council_of
from pagus.apps.access.draft import after
from pagus.apps.access.edits import plain_edits, read_edits
from pagus.apps.access.lab import Lab, open_lab
from pagus.apps.access.outcome import Outcome, cut_points, outcome_of
from pagus.apps.territory.queries import get_place, places_within
from pagus.engines.access.catchment import scores
from pagus.errors import DataGapError, InputError, NotFound
from tests.apps.access.scene import EUROMETROPOLE, HOENHEIM, MOLSHEIM, SCHILTIGHEIM, STRASBOURG, add_practices

GP = "general_practice"
POINT = {"lon": 7.70, "lat": 48.60}


@pytest.fixture
def lab(db: None) -> Lab:
    add_practices()
    return open_lab(EUROMETROPOLE, GP)


def changed(lab: Lab, *edits: Mapping[str, object]) -> Outcome:
    return outcome_of(lab, read_edits([dict(edit) for edit in edits], lab))


def access_in(outcome: Outcome, code: str) -> float:
    found = next(place for place in outcome.places if place.code == code)
    assert found.after is not None
    return found.after


def test_the_rim_crosses_the_border_of_the_territory(lab: Lab) -> None:
    inside = set(places_within(EUROMETROPOLE))
    assert set(lab.area.codes[: lab.area.inside_count]) == inside
    assert MOLSHEIM not in inside
    assert MOLSHEIM in lab.area.codes
    assert "facility:molsheim" in set(lab.supply["site"])
    # Whoever goes to a site that people inside reach is there, wherever they live: twice the way.
    limit = lab.method.decay.edges_min[-1]
    wide = area_of(EUROMETROPOLE, 3 * 50 / 60 * limit / 1.3)
    access = _access_with(lab, wide)
    narrow = {code: lab.today.access[at] for at, code in enumerate(lab.area.codes) if code in inside}
    assert narrow == pytest.approx({code: access[code] for code in narrow}, rel=1e-12)


def _access_with(lab: Lab, area: object) -> dict[str, float]:
    demand = area.demand  # type: ignore[attr-defined]
    pairs = lab.ways.router.pairs(demand.points, lab.sites.points, lab.pairs.limit_min)
    found = scores(pairs, demand.std_people, lab.sites.capacity, lab.method)
    return dict(zip(area.codes, found.access, strict=True))  # type: ignore[attr-defined]


def test_all_care_is_shared_out_among_all_people(lab: Lab) -> None:
    assert lab.unit == "acts_per_year"
    shared = float(lab.area.demand.std_people @ lab.today.access)
    assert shared == pytest.approx(sum((5000, 9000, 4800, 4400, 5200, 1000)), rel=1e-12)
    assert lab.today.lost_sites == ()


@pytest.mark.parametrize(
    ("edits", "fte", "acts"),
    [
        ([{"do": "close", "site": "facility:gare"}], 3.2, -9000),
        ([{"do": "hours", "site": "facility:gare", "value": 1.0}], 4.2, -4500),
        ([{"do": "retire"}], 4.2, -5000),
        ([{"do": "retire", "place": SCHILTIGHEIM}], 5.2, 0),
        ([{"do": "team", "arrival": "esp", "place": HOENHEIM, "value": 1.1}], 5.2, 440),
        ([{"do": "move", "site": "facility:gare", **POINT, "place": SCHILTIGHEIM}], 5.2, 0),
        (
            [
                {"do": "open", "arrival": "gp_settles", **POINT, "place": STRASBOURG, "value": 1.0},
                {"do": "hours", "site": "new-1", "value": 2.0},
                {"do": "close", "site": "facility:gare"},
            ],
            5.2,
            2 * 29400 / 6.2 - 9000,
        ),
    ],
)
def test_each_change_changes_the_supply_as_said(
    lab: Lab, edits: list[dict[str, object]], fte: float, acts: float
) -> None:
    draft = after(lab, read_edits(edits, lab))
    # The supply inside is 5.2 full-time equivalents; the practice of Molsheim is outside.
    assert sum(site.fte for site in draft.sites_in("")) == pytest.approx(fte)
    found = draft.scores()
    before = float(lab.area.demand.std_people @ lab.today.access)
    assert float(draft.std_people @ found.access) == pytest.approx(before + acts, rel=1e-12)


def test_moving_a_practice_moves_access(lab: Lab) -> None:
    place = get_place(HOENHEIM)
    before = changed(lab)
    moved = changed(lab, {"do": "move", "site": "facility:molsheim", "lon": place.lon, "lat": place.lat})
    assert access_in(moved, HOENHEIM) > access_in(before, HOENHEIM)
    assert moved.after.mean > before.after.mean
    assert moved.winners()[0].relative > 0


def test_more_people_share_less_and_older_people_need_more(lab: Lab) -> None:
    before = changed(lab)
    grown = changed(lab, {"do": "grow", "value": 1.25})
    aged = changed(lab, {"do": "age", "value": 1.25})
    assert grown.after.people == pytest.approx(1.25 * before.after.people)
    assert aged.after.people == pytest.approx(before.after.people)
    assert aged.after.mean == pytest.approx(grown.after.mean, rel=1e-12)
    assert grown.after.mean < before.after.mean


def test_a_booth_raises_access_without_anybody_here_and_says_so(lab: Lab) -> None:
    outcome = changed(lab, {"do": "open", "arrival": "booth", **POINT, "place": STRASBOURG, "value": 0.5})
    assert outcome.after.remote_share > outcome.before.remote_share > 0
    with pytest.raises(InputError, match="does not lie from"):
        changed(lab, {"do": "open", "arrival": "booth", **POINT, "place": STRASBOURG, "value": 0.6})


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("close everything", "list of changes"),
        ([{"do": "close", "site": "facility:gare"}, {"do": "demolish"}], "change 2 is none of"),
        ([{"do": "close", "site": "facility:nowhere"}], "no practice here"),
        ([{"do": "close", "site": ["facility:gare"]}], "no text"),
        ([{"do": "hours", "site": "facility:gare", "value": float("nan")}], "value is no number"),
        ([{"do": "hours", "site": "facility:gare", "value": True}], "value is no number"),
        ([{"do": "hours", "site": "facility:gare", "value": -1}], "does not lie from"),
        ([{"do": "hours", "site": "facility:gare"}], "needs a number"),
        ([{"do": "move", "site": "facility:gare"}], "needs a point"),
        ([{"do": "move", "site": "facility:gare", "lon": 48.6, "lat": 7.7}], "longitude first"),
        ([{"do": "move", "site": "facility:gare", "lon": 1050000.0, "lat": 6840000.0}], "outside the territory"),
        ([{"do": "open", **POINT, "value": 1.0}], "does not say what comes"),
        ([{"do": "open", "arrival": "castle", **POINT, "value": 1.0}], "nothing that may come"),
        ([{"do": "open", "arrival": "esp", **POINT, "value": 1.1}], "brings no such care"),
        ([{"do": "grow", "value": 1.1, "place": MOLSHEIM}], "no commune of this territory"),
        ([{"do": "retire", "value": 60}], "only as over 65"),
        ([{"do": "close", "site": "new-1"}], "no practice here"),
        ([{"do": "retire"}] * 201, "at most 200"),
    ],
)
def test_a_wrong_change_is_refused_with_its_number(lab: Lab, raw: object, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        read_edits(raw, lab)


def test_changes_survive_being_written_down(lab: Lab) -> None:
    raw = [
        {"do": "open", "arrival": "msp", **POINT, "place": STRASBOURG, "value": 2.0},
        {"do": "close", "site": "new-1"},
        {"do": "retire"},
        {"do": "hours", "site": "facility:gare", "value": 0.0},
    ]
    assert plain_edits(read_edits(raw, lab)) == raw


def test_travel_times_are_kept_and_computed_again_when_something_else_went_in(lab: Lab) -> None:
    folder = Path(settings.WORKSPACE.folder) / "access"
    kept = sorted(folder.glob("*.npz"))
    assert kept
    newest = max(kept, key=lambda path: path.stat().st_mtime_ns)
    newest.write_bytes(b"broken by a full disk")
    again = open_lab(EUROMETROPOLE, GP, "apl-2012")
    assert np.isfinite(again.today.access).all()
    assert len(list(folder.glob("*.npz"))) >= len(kept)


def test_classes_stand_still_while_the_scenario_changes(lab: Lab) -> None:
    assert cut_points(changed(lab)) == cut_points(changed(lab, {"do": "close", "site": "facility:gare"}))
    assert list(cut_points(changed(lab))) == sorted(set(cut_points(changed(lab))))


def test_what_is_unknown_is_said(db: None) -> None:
    with pytest.raises(DataGapError, match="import a directory"):
        open_lab(EUROMETROPOLE, GP)
    with pytest.raises(InputError, match="no profession"):
        open_lab(EUROMETROPOLE, "astrology")
    with pytest.raises(NotFound):
        open_lab("epci:000000000", GP)


def test_a_council_learns_who_leaves_and_what_would_help(lab: Lab) -> None:
    strasbourg = council_of(EUROMETROPOLE, STRASBOURG, GP)
    assert strasbourg.leaving == "over_65"
    assert strasbourg.who is not None
    assert strasbourg.who.name == "Cabinet de la Grand-Rue"
    assert {site.code for site in strasbourg.sites} == {"facility:grand-rue", "facility:gare"}
    assert strasbourg.after_loss.after is not None
    assert strasbourg.here.before is not None
    assert strasbourg.after_loss.after < strasbourg.here.before
    gains = [each.gain for each in strasbourg.helps]
    assert gains == sorted(gains, reverse=True)
    assert gains[0] > 0
    assert council_of(EUROMETROPOLE, SCHILTIGHEIM, GP).leaving == "oldest"
    eckwersheim = next(code for code in lab.inside_codes if get_place(code).name == "Eckwersheim")
    assert council_of(EUROMETROPOLE, eckwersheim, GP).leaving == "nearest"
    with pytest.raises(InputError, match="no commune of"):
        council_of(EUROMETROPOLE, MOLSHEIM, GP)
