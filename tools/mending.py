"""Write docs/how-to/mend-a-kit.md from the wrong kits of the tests: each fault as lint tells it, and what mends it.

python tools/mending.py           write the page
python tools/mending.py --check   end with code 1 when the page is another
"""

from __future__ import annotations

import difflib
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from pagus.errors import Fault  # noqa: E402
from pagus.kit_language import lint_kit  # noqa: E402
from tests.kit_language.cases import FILE_CASES, Case  # noqa: E402
from tests.kit_language.cases_rules import RULE_CASES  # noqa: E402
from tests.kit_language.example_kit import KIT, changed, write_kit  # noqa: E402

PAGE = ROOT / "docs" / "how-to" / "mend-a-kit.md"
LONGEST = 160
HEADINGS = {
    "kit.yaml": "kit.yaml",
    "parameters.yaml": "Parameters",
    "signals/weight.yaml": "Signals",
    "rules/weight.yaml": "Features and rules",
    "indicators/weight.yaml": "Indicators",
    "tests/scenarios/weight.yaml": "Scenarios",
    "messages/de.yaml": "Texts",
    "sources.bib": "Sources",
}
HEAD = """\
# Mend a kit

<!-- Written by tools/mending.py from the wrong kits of tests/kit_language: change those, then run the tool. -->

`pagus kit lint FOLDER` tells every fault at once: file, line, where in the file, what is wrong, and what would be
right. `pagus kit test FOLDER` runs the scenarios and shows what was expected against what was found. Begin with the
first fault: what depends on an entry that cannot be read is not blamed for it, and is looked at once that is mended.

Below stand the faults that the tests make on purpose, each with a change that mends it: the line with `-` is wrong, the
one with `+` is right. The kit is a small one about body weight at home. Faults of the files themselves (a link, another
encoding than UTF-8, a name that no kit has, a language that is missing) are told in the same form.
"""


def page() -> str:
    """The page as Markdown."""
    lines = [HEAD]
    cases = FILE_CASES | RULE_CASES
    for path, heading in HEADINGS.items():
        lines += [f"## {heading}", ""]
        for name, case in cases.items():
            if case.path == path:
                lines += _case(name, case)
    return "\n".join(lines).rstrip() + "\n"


def _case(name: str, case: Case) -> Iterator[str]:
    wrong = changed(case.path, case.old, case.new)
    with tempfile.TemporaryDirectory() as folder:
        fault = _fault(lint_kit(write_kit(Path(folder) / "weight-home", wrong)), case)
    difference = difflib.unified_diff(wrong[case.path].splitlines(), KIT[case.path].splitlines(), lineterm="", n=0)
    written = [_short(line) for line in list(difference)[2:] if not line.startswith("@@")]
    yield from (
        f"### {name[0].upper()}{name[1:]}",
        "",
        "```diff",
        *written,
        "```",
        "",
        "```text",
        str(fault),
        "```",
        "",
    )


def _fault(faults: list[Fault], case: Case) -> Fault:
    return next(
        fault
        for fault in faults
        if case.message.casefold() in fault.message.casefold() and case.remedy.casefold() in fault.remedy.casefold()
    )


def _short(line: str) -> str:
    return line if len(line) <= LONGEST else f"{line[:LONGEST]} ..."


def main() -> int:
    """Write the page, or say that it is another."""
    text = page()
    if "--check" in sys.argv[1:]:
        return int(PAGE.read_text(encoding="utf-8") != text)
    PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
