from __future__ import annotations

import time

from pagus.kit_language.bibliography import read_bibliography

GOOD = """\
% a comment
@article{a_2020,
  title = {The {NEWS2} score, in {Europe}},
  author = "Doe, Jane and Roe, Richard",
  year = 2020,
  doi = {10.1000/xyz}
}
@misc{b, title={Two
  lines}, year={1999}, url={https://example.org/b},}
"""


def test_entries_are_read() -> None:
    found = read_bibliography(GOOD)
    assert found.faults == ()
    first, second = found.sources.values()
    assert (first.title, first.authors, first.year) == ("The NEWS2 score, in Europe", "Doe, Jane; Roe, Richard", 2020)
    assert (first.doi, first.url) == ("10.1000/xyz", None)
    assert (second.title, second.url, found.lines) == ("Two lines", "https://example.org/b", {"a_2020": 2, "b": 8})


def test_reading_goes_on_after_a_broken_entry() -> None:
    found = read_bibliography("@article{x, title = {never closed\n" + GOOD[GOOD.index("@misc") :])
    assert [fault.line for fault in found.faults] == [1]
    assert list(found.sources) == ["b"]


def test_each_fault_has_its_line() -> None:
    text = "@comic{a, title={A}}\n@article{B C, title={A}}\n@misc{c, tittle={A}, year={20}, doi={10.1/a b}}\n"
    found = read_bibliography(text)
    told = {(fault.line, fault.message) for fault in found.faults}
    assert (1, "@comic is not used here") in told
    assert (2, "an entry begins here that cannot be read") in told
    assert {(3, "field tittle is not used here"), (3, "no title"), (3, "no year of four digits")} <= told
    assert all(fault.remedy for fault in found.faults)


def test_same_key_twice() -> None:
    found = read_bibliography(GOOD + GOOD[GOOD.index("@misc") :])
    assert [(fault.line, fault.message, fault.remedy) for fault in found.faults] == [
        (10, "key 'b' stands again", "line 8 has it")
    ]


def test_hostile_text_ends_soon() -> None:
    started = time.process_time()
    found = read_bibliography("@article{a, title = {\n" * 11_000)
    assert time.process_time() - started < 5
    assert any("more than 500 entries" in fault.message for fault in found.faults)
