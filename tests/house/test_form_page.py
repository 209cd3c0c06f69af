"""The page "Write a form" works as it stands: its programs run, and give what it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pagus.kit_language import lint_kit
from pagus.kit_language.form_ready import ready_slugs
from tests.conftest import ROOT
from tests.kit_language.example_kit import write_kit

PAGE = (ROOT / "docs" / "how-to" / "write-a-form.md").read_text(encoding="utf-8")
PROGRAMS = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)


def test_a_ready_form_is_copied_as_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_kit(tmp_path / "my-kit")
    monkeypatch.chdir(tmp_path)
    exec(compile(PROGRAMS[0], "page", "exec"), {})
    assert (tmp_path / "my-kit" / "forms" / "who_5.yaml").is_file()
    assert lint_kit(tmp_path / "my-kit") == []


def test_a_form_is_tried_as_the_page_says() -> None:
    space: dict[str, object] = {}
    exec(compile(PROGRAMS[1], "page", "exec"), space)
    found, said = PROGRAMS[1].splitlines()[-1].split("   # ")
    assert repr(eval(found, space)) == said


def test_the_page_names_every_ready_form() -> None:
    assert [slug for slug in ready_slugs() if f"`{slug}`" not in PAGE] == []
