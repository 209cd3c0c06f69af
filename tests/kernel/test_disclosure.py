"""The small-cell policy: nothing under the limit is shown, and nothing under it can be worked out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pagus.errors import InputError
from pagus.kernel.disclosure import Withheld, disclose, disclose_parts, smallest_shown

SMALL, REVEALS = Withheld("small"), Withheld("reveals_small")


def test_the_policy_is_eleven_in_public_six_inside_and_none_for_the_care_team():
    assert [smallest_shown(audience) for audience in ("public", "inside", "care_team")] == [11, 6, 0]
    assert disclose({"a": 10, "b": 10}, "public") == {"a": SMALL, "b": SMALL}
    assert disclose({"a": 11, "b": 11}, "public") == {"a": 11, "b": 11}
    assert disclose({"a": 5, "b": 5}, "inside") == {"a": SMALL, "b": SMALL}
    assert disclose({"a": 6, "b": 6}, "inside") == {"a": 6, "b": 6}
    assert disclose({"a": 0, "b": 1}, "care_team") == {"a": 0, "b": 1}


def test_one_small_cell_takes_the_smallest_other_with_it():
    assert disclose({"a": 90, "b": 3, "c": 40, "d": 70}, "public") == {"a": 90, "b": SMALL, "c": REVEALS, "d": 70}


def test_equal_cells_are_chosen_by_name_so_that_two_runs_agree():
    assert disclose({"z": 20, "a": 20, "b": 1}, "public") == {"z": 20, "a": REVEALS, "b": SMALL}


def test_two_small_cells_need_no_third_when_their_sum_is_large_enough():
    assert disclose({"a": 50, "b": 6, "c": 7}, "public") == {"a": 50, "b": SMALL, "c": SMALL}
    assert disclose({"a": 50, "b": 3, "c": 2}, "public") == {"a": REVEALS, "b": SMALL, "c": SMALL}


def test_without_a_known_total_only_the_small_cell_is_withheld():
    assert disclose({"a": 50, "b": 3}, "public", total_shown=False) == {"a": 50, "b": SMALL}


def test_zero_is_withheld_like_any_small_number():
    assert disclose({"a": 50, "b": 0, "c": 30}, "inside") == {"a": 50, "b": SMALL, "c": REVEALS}


def test_a_share_is_withheld_when_numerator_or_complement_is_small():
    cells = {"a": (40, 20, 20), "b": (40, 2, 38), "c": (60, 30, 30), "d": (40, 40, 0)}
    assert disclose_parts(cells, "public") == {"b": SMALL, "d": SMALL}
    assert disclose_parts({"a": (40, 20, 20), "b": (40, 2, 38)}, "public") == {"a": REVEALS, "b": SMALL}


def test_what_cannot_be_judged_is_refused():
    with pytest.raises(InputError, match="the count of a is negative: -1"):
        disclose({"a": -1}, "public")
    with pytest.raises(InputError, match="unknown audience 'press': there are public, inside, care_team"):
        disclose({"a": 1}, "press")  # type: ignore[arg-type]
    with pytest.raises(InputError, match="the same counts"):
        disclose_parts({"a": (1, 2), "b": (1,)}, "public")


@given(
    st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 60), min_size=1), st.sampled_from(["public", "inside"])
)
def test_no_small_number_can_be_subtracted_from_the_total(counts, audience):
    limit = smallest_shown(audience)
    shown = {key: cell for key, cell in disclose(counts, audience).items() if not isinstance(cell, Withheld)}
    rest = sum(counts.values()) - sum(shown.values())
    withheld = counts.keys() - shown.keys()
    assert all(cell >= limit for cell in shown.values())
    assert withheld == set() or not shown or (len(withheld) >= 2 and rest >= limit)
    assert list(disclose(counts, audience)) == list(counts)


@given(st.dictionaries(st.sampled_from("abcdef"), st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=1))
def test_no_part_of_a_share_can_be_subtracted(parts):
    cells = {key: (low + high, low, high) for key, (low, high) in parts.items()}
    marks = disclose_parts(cells, "inside")
    sums = [sum(column) for column in zip(*(cells[key] for key in marks), strict=True)]
    assert all(min(cells[key]) >= 6 for key in cells.keys() - marks.keys())
    assert not marks or marks.keys() == cells.keys() or (len(marks) >= 2 and min(sums) >= 6)
