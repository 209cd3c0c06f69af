"""A long list in parts: in order, nothing twice, nothing lost, no empty part."""

from __future__ import annotations

import pytest

from pagus.kernel.parts import MOST_NAMED, in_parts


@pytest.mark.parametrize(("count", "parts"), [(0, []), (1, [1]), (3, [3]), (4, [3, 1]), (6, [3, 3])])
def test_parts_hold_everything_in_order(count: int, parts: list[int]) -> None:
    found = list(in_parts(iter(range(count)), 3))
    assert [len(part) for part in found] == parts
    assert [each for part in found for each in part] == list(range(count))


def test_a_part_can_be_named_in_one_statement_of_sqlite() -> None:
    assert MOST_NAMED < 32_766
