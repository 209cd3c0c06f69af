"""The pages about trust say what the program does."""

from __future__ import annotations

import json
import re

from pagus.trust import Policy, Requirement, read_facts, read_policy, read_store, statement_payload
from pagus.trust.statement import _FACTS
from pagus.trust.store import RIGHT_FOR
from tests.conftest import ROOT
from tests.trust.making import statement, store_entry

REFERENCE = (ROOT / "docs" / "reference" / "statements.md").read_text(encoding="utf-8")
OFFICER = (ROOT / "docs" / "explanation" / "trust-for-a-security-officer.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", REFERENCE, re.DOTALL)


def test_the_policy_of_the_page_is_read() -> None:
    (text,) = [block for block in blocks("toml") if "[[require]]" in block]
    assert read_policy(text) == Policy(
        (Requirement("publication"), Requirement("evaluation", independent=True)), (Requirement("clinical_acceptance"),)
    )


def test_the_fields_of_a_key_are_those_of_the_page() -> None:
    (text,) = [block for block in blocks("toml") if "[[key]]" in block]
    real = store_entry("publisher", ["publish"], revoked="2026-05-30", reason='"x"')
    assert read_store(real).keys
    assert re.findall(r"^(\w+) =", text, re.MULTILINE) == re.findall(r"^(\w+) =", real, re.MULTILINE)


def test_the_fields_of_a_statement_are_those_of_the_page() -> None:
    (text,) = [block for block in blocks("json") if '"kind"' in block]
    made = statement_payload(statement("clinical_acceptance", facts={"note": "x"}, expires_ms=2_000_000_000_000))
    assert list(json.loads(text)) == list(json.loads(made))


def test_every_kind_stands_on_the_page_with_its_right_and_its_facts() -> None:
    for kind, right in RIGHT_FOR.items():
        (row,) = re.findall(rf"^\| `{kind}` \|.*$", REFERENCE, re.MULTILINE)
        assert row.endswith(f"| `{right}` |")
        assert [name for name in _FACTS[kind].model_fields if f"`{name}`" not in row] == []


def test_every_test_that_the_officer_is_pointed_to_is_there() -> None:
    named = set(re.findall(r"`([\w/]+\.py)", OFFICER))
    files = [str(path.relative_to(ROOT / "tests")) for path in (ROOT / "tests").rglob("*.py")]
    assert len(named) > 8
    assert [name for name in named if not any(file.endswith(name) for file in files)] == []


def test_facts_are_read_as_the_command_line_gives_them() -> None:
    assert read_facts("publication", {"note": "2026"}) == {"note": "2026"}
    assert read_facts("evaluation", {"verdict": "adapt"}) == {"verdict": "adapt"}
