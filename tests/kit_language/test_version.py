"""Versions and ranges: compared number by number, and nothing that floats."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pagus.errors import InputError
from pagus.kit_language.version import Version, bump_between, next_version, read_range, read_version

VERSIONS = st.builds(Version, *[st.integers(0, 12)] * 3)


def test_versions_are_compared_as_numbers() -> None:
    written = ["0.9.10", "0.10.0", "1.0.0", "1.2.9", "1.2.10", "1.10.0", "2.0.0", "10.0.0"]
    assert sorted(written[3:] + written[:3], key=read_version) == written
    assert [str(read_version(each)) for each in written] == written


@pytest.mark.parametrize(
    "text", ["", "1", "1.0", "1.0.0.0", "v1.0.0", "1.0.0-rc1", "1.0.0+a", "01.0.0", "1.0.-1", " 1.0.0", "1.0.0\n",
             "1.٢.0", "999999.0.0", "latest"],
)  # fmt: skip
def test_what_is_no_version(text: str) -> None:
    with pytest.raises(InputError, match="is no version"):
        read_version(text)


RANGES = [
    (">=1.0.0 <2.0.0", ["1.0.0", "1.99.0"], ["0.9.9", "2.0.0"]),
    ("^1.2.0", ["1.2.0", "1.9.0"], ["1.1.9", "2.0.0"]),
    ("^0.3.1", ["0.3.1", "0.3.9"], ["0.3.0", "0.4.0"]),
    ("^0.0.4", ["0.0.4"], ["0.0.3", "0.0.5"]),
    ("~1.2.3", ["1.2.3", "1.2.9"], ["1.2.2", "1.3.0"]),
    ("1.2.3", ["1.2.3"], ["1.2.2", "1.2.4"]),
    ("=1.2.3", ["1.2.3"], ["1.2.4"]),
    (">1.0.0  <=1.0.2", ["1.0.1", "1.0.2"], ["1.0.0", "1.0.3"]),
    (">=0.1.0", ["0.1.0", "9.9.9"], ["0.0.9"]),
]


@pytest.mark.parametrize(("text", "inside", "outside"), RANGES)
def test_ranges(text: str, inside: list[str], outside: list[str]) -> None:
    found = read_range(text)
    assert [each for each in inside if not found.allows(read_version(each))] == []
    assert [each for each in outside if found.allows(read_version(each))] == []
    assert str(found) == " ".join(text.split())


@pytest.mark.parametrize(
    "text", ["", " ", "*", "latest", "1.x", "1", "^1", ">=1.0", "1.0.0 - 2.0.0", ">= 1.0.0", "1.0.0 || 2.0.0",
             "!=1.0.0", " ".join([">=1.0.0"] * 9)],
)  # fmt: skip
def test_what_is_no_range(text: str) -> None:
    with pytest.raises(InputError, match="range"):
        read_range(text)


@pytest.mark.parametrize("text", [">=2.0.0 <1.0.0", ">1.0.0 <1.0.1", "1.0.0 1.0.1", "^1.0.0 >=2.0.0", "<0.0.0"])
def test_a_range_in_which_nothing_lies(text: str) -> None:
    with pytest.raises(InputError, match="no version lies in"):
        read_range(text)


@given(VERSIONS, VERSIONS)
def test_a_step_is_as_large_as_its_first_changed_number(old: Version, new: Version) -> None:
    bump = bump_between(old, new)
    assert (bump is None) == (new <= old)
    if bump is not None:
        assert old < next_version(old, bump) <= new
        assert bump_between(old, next_version(old, bump)) == bump


@given(VERSIONS, VERSIONS)
def test_within_a_caret_no_step_breaks_anything(low: Version, other: Version) -> None:
    if read_range(f"^{low}").allows(other):
        assert other >= low
        assert other.major == low.major
        assert other.major > 0 or other.minor == low.minor
