"""The documentation says what the program does: commands, errors, addresses, pictures."""

from __future__ import annotations

import ast
import re

import pytest
from tools.reference import PAGES, REFERENCE, commands

from pagus.errors import TREATMENT
from tests.conftest import ROOT

DOCS = ROOT / "docs"
PROMISED = (
    *("init", "demo", "serve", "doctor", "place find", "place show"),
    *("import places", "import people", "import observations"),
    *("kit list", "kit show", "kit init", "kit lint", "kit test", "kit plan", "kit install", "replay", "explain"),
    *("backup", "restore", "backup-key"),
    *("kit diff", "kit key", "kit pack", "kit sign", "kit verify", "kit publish", "kit yank", "registry show"),
)
PICTURES = re.compile(r"!\[[^\]]+\]\(([^)]+\.png)\)")
SHARED_LIMIT_BYTES = 3_000_000


@pytest.mark.parametrize("name", PAGES)
def test_a_page_made_from_the_program_is_up_to_date(name: str) -> None:
    assert (REFERENCE / name).read_text(encoding="utf-8") == PAGES[name](), "run python tools/reference.py"


def test_every_promised_command_is_there_and_takes_json() -> None:
    found = dict(commands())
    assert {f"pagus {name}" for name in PROMISED} <= set(found)
    without = [name for name, each in found.items() if not any("--json" in p.opts for p in each.params)]
    assert without == []


def test_every_command_stands_on_the_page_with_all_it_takes() -> None:
    page = (REFERENCE / "command-line.md").read_text(encoding="utf-8")
    for name, command in commands():
        section = page.partition(f"\n## {name}\n")[2].partition("\n## ")[0]
        assert command.help.replace("``", "`") in section
        for parameter in command.params:
            usual = parameter.metavar or parameter.name.upper()
            written = [name for name in parameter.opts if name.startswith("--")] or [usual]
            assert all(f"`{name}" in section for name in written), (name, parameter.name)
            assert parameter.help, f"{name} {parameter.name} has no words"


def test_every_error_with_a_treatment_stands_on_the_page() -> None:
    page = (REFERENCE / "errors.md").read_text(encoding="utf-8")
    for kind, treatment in TREATMENT.items():
        assert f"| `{kind.__name__}` | {treatment.http_status} | {treatment.exit_code} |" in page


def test_every_field_that_the_api_takes_is_described() -> None:
    page = (REFERENCE / "api.md").read_text(encoding="utf-8")
    source = (ROOT / "src/pagus/doors/observation_body.py").read_text(encoding="utf-8")
    incoming = next(
        node for node in ast.parse(source).body if isinstance(node, ast.ClassDef) and node.name == "Incoming"
    )
    fields = [node.target.id for node in incoming.body if isinstance(node, ast.AnnAssign)]  # type: ignore[union-attr]
    assert len(fields) == 6
    assert [name for name in fields if f"| `{name}` |" not in page] == []
    numbers = dict(re.findall(r"^(LARGEST_BODY|MOST_OBSERVATIONS) = (.+)$", source, re.MULTILINE))
    assert numbers == {"LARGEST_BODY": "8 * 1024 * 1024", "MOST_OBSERVATIONS": "10_000"}
    assert "10,000 of them, 8 MiB" in page


def test_the_pictures_are_there_used_and_light() -> None:
    pages = [*DOCS.rglob("*.md"), ROOT / "README.md"]
    shown = {
        (page.parent / link).resolve() for page in pages for link in PICTURES.findall(page.read_text(encoding="utf-8"))
    }
    kept = {path.resolve() for path in (DOCS / "images").glob("*.png")}
    assert shown == kept
    assert sum(path.stat().st_size for path in kept) < SHARED_LIMIT_BYTES


def test_commands_written_in_the_documentation_exist() -> None:
    known = {name.removeprefix("pagus ") for name, _ in commands()}
    written = [
        found
        for page in [*DOCS.rglob("*.md"), ROOT / "README.md"]
        for found in re.findall(r"^\$ pagus ([a-z]+(?: [a-z]+)?)", page.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert len(written) > 10
    assert [each for each in written if each not in known and each.partition(" ")[0] not in known] == []


@pytest.mark.parametrize("name", ["prescribe-activity", "screen-an-older-person"])
def test_words_quoted_from_the_console_are_its_own(name: str) -> None:
    page = " ".join((DOCS / "how-to" / f"{name}.md").read_text(encoding="utf-8").split())
    quoted = set(re.findall(r"\*\*([^*]+)\*\*", page)) - {"Before you leave", "Each month"}
    library = ROOT / "src/pagus/library"
    sources = [
        *(ROOT / "src/pagus/faces/console/templates").rglob("*.html"),
        *(ROOT / "src/pagus/faces/console").glob("*.py"),
        *(ROOT / "src/pagus/web").rglob("*.py"),
        *library.glob("forms/*/en.yaml"),
        *library.glob("kits/*/messages/en.yaml"),
    ]
    said = "\n".join(file.read_text(encoding="utf-8") for file in sources)
    assert len(quoted) >= 4
    assert sorted(each for each in quoted if each not in said) == []


def test_no_page_names_a_place_of_somebodys_machine() -> None:
    found = [
        f"{page.name}: {line.strip()}"
        for page in [*DOCS.rglob("*.md"), ROOT / "README.md"]
        for line in page.read_text(encoding="utf-8").splitlines()
        if re.search(r"/(home|root|work|tmp)/", line)
    ]
    assert found == []
