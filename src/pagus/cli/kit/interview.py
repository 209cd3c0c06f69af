"""Questions at a terminal, each of which an option of the command can answer beforehand."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping

import typer

from pagus.cli.screen import say
from pagus.errors import InputError, PagusError

__all__ = ["Interview"]


class Interview:
    """Takes what was given as options and asks for the rest; without a terminal it remembers what lacks."""

    def __init__(self) -> None:
        self._at_terminal = sys.stdin.isatty()
        self._missing: list[str] = []

    def text(
        self, given: str | None, option: str, question: str, default: str = "", check: Callable[[str], object] = str
    ) -> str:
        """A text that is not empty; ``check`` raises an error of ours when it is not right."""
        if given is not None:
            if not given.strip():
                raise InputError("{option} is empty: write something", option=option)
            check(given.strip())
            return given.strip()
        if not self._at_terminal:
            if not default:
                self._missing.append(option)
            return default
        while True:
            answer = str(typer.prompt(question, default=default, show_default=bool(default), err=True)).strip()
            try:
                if answer:
                    check(answer)
                    return answer
                say("something must be written here")
            except (PagusError, ValueError) as error:
                say(str(error))

    def optional(self, given: str | None, question: str) -> str:
        """A text that may be empty."""
        if given is not None or not self._at_terminal:
            return (given or "").strip()
        return str(typer.prompt(question, default="", show_default=False, err=True)).strip()

    def choice(
        self, given: str | None, option: str, question: str, choices: Mapping[str, str], default: str = ""
    ) -> str:
        """One of these words; each choice has its meaning, which is shown."""

        def check(answer: str) -> None:
            if answer not in choices:
                raise InputError("{answer!r} is none of {choices}", answer=answer, choices=", ".join(choices))

        if given is None and self._at_terminal:
            for word, meaning in choices.items():
                say(f"  {word:<20} {meaning}".rstrip())
        return self.text(given, option, question, default, check)

    def number(self, given: float | None, option: str, question: str) -> float:
        """A number."""
        if given is not None:
            return given
        answer = self.text(None, option, question, check=_number)
        return _number(answer) if answer else 0.0

    def yes(self, given: bool | None, question: str) -> bool:
        """Yes or no; no without a terminal."""
        if given is not None or not self._at_terminal:
            return bool(given)
        return typer.confirm(question, default=False, err=True)

    @property
    def lacks_something(self) -> bool:
        """Is an answer missing that nobody can be asked for?"""
        return bool(self._missing)

    def finish(self) -> None:
        """Refuses: InputError when something lacks and nobody can be asked."""
        if self._missing:
            raise InputError(
                "not answered: {options}; give them as options, or run the command at a terminal",
                options=", ".join(self._missing),
            )


def _number(answer: str) -> float:
    try:
        return float(answer)
    except ValueError as error:
        raise InputError("{answer!r} is no number: write it with a point, as 37.5", answer=answer) from error
