"""The page "Mend a kit" is what lint says today of the wrong kits of the tests, and leaves none of them out."""

from __future__ import annotations

from tools.mending import HEADINGS, PAGE, page

from tests.kit_language.cases import FILE_CASES
from tests.kit_language.cases_rules import RULE_CASES


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run python tools/mending.py"


def test_each_wrong_kit_stands_on_it() -> None:
    cases = FILE_CASES | RULE_CASES
    assert len(cases) == len(FILE_CASES) + len(RULE_CASES)
    assert {case.path for case in cases.values()} == set(HEADINGS)
    headings = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("### ")]
    assert len(headings) == len(cases)
