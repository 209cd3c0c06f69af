"""Write the pages of the reference that are made from the program: the command line, the errors, the open data.

python tools/reference.py           write them
python tools/reference.py --check   say which differ from what stands there; ends with code 1 when one does
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from typer.main import get_command

from pagus import errors
from pagus.cli.entry import make_app
from pagus.library.open_data import open_data

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = ROOT / "docs" / "reference"
BY_THE_TOOL = "<!-- Written by tools/reference.py from the program itself: change the program, then run the tool. -->"


def commands() -> Iterator[tuple[str, Any]]:
    """Which commands are there? Each as it is typed, with what typer knows of it; the order is that of ``--help``."""
    for name, command in get_command(make_app()).commands.items():
        inside = getattr(command, "commands", None)
        if inside is None:
            yield f"pagus {name}", command
        else:
            yield from ((f"pagus {name} {verb}", each) for verb, each in inside.items())


def command_line_page() -> str:
    """What does the command line offer? The page as Markdown."""
    lines = [
        "# Command line",
        "",
        BY_THE_TOOL,
        "",
        "From a clone, `python3 start.py pagus ...` runs any of these; where Pagus is installed it is `pagus ...`.",
        "Every command takes `--json`: one document on stdout, messages on stderr. The exit codes are those of the",
        "[table of errors](errors.md).",
        "",
        "| command | what it does |",
        "| --- | --- |",
    ]
    found = list(commands())
    lines += [f"| [`{name}`](#{name.replace(' ', '-')}) | {_first_sentence(command)} |" for name, command in found]
    for name, command in found:
        lines += ["", f"## {name}", "", *_command(name, command)]
    return "\n".join(lines) + "\n"


def _command(name: str, command: Any) -> Iterator[str]:
    yield command.help.replace("``", "`")
    arguments = [each for each in command.params if not each.opts[0].startswith("-")]
    options = [each for each in command.params if each not in arguments]
    written = " ".join(_argument(each) for each in arguments)
    yield from ("", "```console", f"$ {name} {written} [options]".replace("  ", " "), "```", "")
    yield from ("| argument or option | meaning | default |", "| --- | --- | --- |")
    for each in arguments:
        yield f"| `{_argument(each)}` | {_cell(each.help)} | {'needed' if each.required else ''} |"
    for each in options:
        yield f"| {_option(each)} | {_cell(each.help)} | {_default(each)} |"


def _first_sentence(command: Any) -> str:
    text = command.help.replace("``", "`")
    ends = [end for mark in (". ", "? ", ": ") if (end := text.find(mark)) > 0]
    return _cell(text[: min(ends)] if ends else text.rstrip("."))


def _argument(parameter: Any) -> str:
    return str(parameter.metavar or parameter.name.upper())


def _option(parameter: Any) -> str:
    names = [*parameter.opts, *parameter.secondary_opts]
    value = "" if parameter.is_flag else f" {parameter.metavar or parameter.name.upper()}"
    return ", ".join(f"`{name}{value}`" for name in names)


def _default(parameter: Any) -> str:
    default, negated = parameter.default, parameter.secondary_opts
    if parameter.is_flag:
        words = f"`{parameter.opts[0] if default else negated[0]}`" if negated else ""
    else:
        words = "" if default is None else f"`{default}`"
    return f"{words}, or `${parameter.envvar}`" if parameter.envvar else words


def _cell(text: str | None) -> str:
    return (text or "").replace("|", "\\|")


def errors_page() -> str:
    """What does each error of the tree mean outside? The page as Markdown."""
    lines = [
        "# Errors",
        "",
        BY_THE_TOOL,
        "",
        "Every error that Pagus can explain is a class of one tree. One table gives each class its HTTP status, exit",
        "code and level in the log; a class that is not in the table is treated as its nearest ancestor. Messages are",
        "translated and hold no data of a person.",
        "",
        "| class | HTTP status | exit code | log level | when |",
        "| --- | --- | --- | --- | --- |",
    ]
    for kind, treatment in errors.TREATMENT.items():
        status, code, level = treatment
        lines.append(f"| `{kind.__name__}` | {status} | {code} | {level} | {_meaning(kind)} |")
    lines += [
        "",
        "Besides these, 0 is success, 2 is also a command line that cannot be read, and 130 an interruption (Ctrl+C).",
        "The HTTP door answers a request that is itself wrong with 400, 401, 409, 411, 413, 415 or 422: see",
        "[the API](api.md#errors).",
        "",
        "## The tree",
        "",
        "```text",
        _tree(),
        "```",
    ]
    return "\n".join(lines) + "\n"


def _meaning(kind: type[errors.PagusError]) -> str:
    """What the first sentence of the class says."""
    first, *_rest = (inspect.getdoc(kind) or "").partition(". ")
    return _cell(first.splitlines()[0].rstrip(".").replace("``", "`"))


def _tree() -> str:
    """The tree as it stands in the docstring of ``pagus.errors``."""
    text = inspect.getdoc(errors) or ""
    lines = text.splitlines()
    start = next(index for index, line in enumerate(lines) if line.strip().startswith("PagusError"))
    rest = lines[start:]
    end = next((index for index, line in enumerate(rest) if not line.strip()), len(rest))
    return inspect.cleandoc("\n".join(["", *rest[:end]]))


def open_data_page() -> str:
    """Which open data does Pagus read? The page as Markdown."""
    lines = [
        "# Open data",
        "",
        BY_THE_TOOL,
        "",
        "What Pagus reads and does not ship: who publishes it, under which licence, where. `pagus data get NAME`",
        "brings it from its publisher, a mirror or a folder, and writes beside it where it came from, when, and",
        "its SHA-256; [Bring the directory in](../how-to/bring-the-directory-in.md) shows it.",
        "",
        "!!! warning",
        "    The addresses are **recalled**: when this catalogue was written no network was there, and none was",
        "    fetched. Where one has moved, the page of the data set says where it is now: give that with `--from`.",
        "",
    ]
    for each in open_data():
        lines += [
            f"## {each.title['en']}",
            "",
            f"`{each.name}`. {each.what}",
            "",
            "| | |",
            "| --- | --- |",
            f"| publisher | {_cell(each.publisher)} |",
            f"| licence | {_cell(each.licence)} |",
            f"| page | <{each.page}> |",
            f"| address | {f'<{each.address}>' if each.address else 'no stable one is known: see the page'} |",
            f"| kept as | `{each.file}` |",
            f"| format | {_cell(each.format)} |",
            f"| refreshed | {_cell(each.refreshed)} |",
            f"| read by | {f'`{each.importer}`' if each.importer else 'nothing yet'} |",
            "",
        ]
    return "\n".join(lines)


PAGES: dict[str, Callable[[], str]] = {
    "command-line.md": command_line_page,
    "errors.md": errors_page,
    "open-data.md": open_data_page,
}


def main(arguments: list[str]) -> int:
    """Write the pages, or say which would change."""
    differing = []
    for name, make in PAGES.items():
        path, text = REFERENCE / name, make()
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            differing.append(name)
            if "--check" not in arguments:
                path.write_text(text, encoding="utf-8")
    print("\n".join(differing) or "nothing changes")
    return 1 if differing and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
