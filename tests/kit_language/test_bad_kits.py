"""Every wrong kit is told precisely: which file, which line, what would be right."""

from __future__ import annotations

from pathlib import Path

import pytest

from pagus.errors import Fault
from pagus.kit_language import lint_kit
from tests.kit_language.cases import FILE_CASES, GERMAN, PARAMETERS, RULES, SIGNAL, Case
from tests.kit_language.cases_rules import RULE_CASES
from tests.kit_language.example_kit import changed, line_of, write_kit

__all__ = ["CASES", "GERMAN", "PARAMETERS", "RULES", "SIGNAL", "Case", "fault_of"]

CASES = FILE_CASES | RULE_CASES


def fault_of(faults: list[Fault], case: Case) -> Fault:
    found = [
        fault
        for fault in faults
        if case.message.casefold() in fault.message.casefold() and case.remedy.casefold() in fault.remedy.casefold()
    ]
    assert found, "\n".join(map(str, faults)) or "no fault"
    return found[0]


@pytest.mark.parametrize("name", CASES)
def test_fault_is_told_with_file_line_and_remedy(name: str, tmp_path: Path) -> None:
    case = CASES[name]
    changes = changed(case.path, case.old, case.new)
    fault = fault_of(lint_kit(write_kit(tmp_path / "weight-home", changes)), case)
    assert fault.remedy
    if case.at is not None:
        assert (fault.file, fault.line) == (case.path, line_of(changes[case.path], case.at))
