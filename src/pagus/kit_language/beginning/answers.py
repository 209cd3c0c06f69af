"""What the author of a new kit has answered, and whether a kit can be made of it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from pagus.errors import Fault, KitError
from pagus.kernel.time import MINUTE
from pagus.kit_language.beginning.ready import FirstSignal
from pagus.kit_language.model import LANGUAGES, Severity, Text

__all__ = ["Answers", "check_answers"]

_SHARE_OF_RANGE = 0.1
"""How far the limit may be set from its default: this share of the plausible range, to each side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The answers that a new kit is made of. ``limit`` is in the unit of the signal."""

    id: str
    publisher: str
    title: Text
    signal: FirstSignal
    limit: float
    above: bool
    """The alert is raised above the limit; else below it."""
    severity: Severity = "warning"
    clinical: bool = False
    licence: str = "EUPL-1.2"

    @property
    def rule(self) -> str:
        """The name of the first rule."""
        return f"{self.signal.code}_{'high' if self.above else 'low'}"

    @property
    def usual(self) -> float:
        """A value on the quiet side of the limit: the usual one, or half way to the end of the plausible range."""
        low, high = self.signal.entry.plausible
        quiet = self.signal.usual < self.limit if self.above else self.signal.usual > self.limit
        return self.signal.usual if quiet else self.on_grid(((low if self.above else high) + self.limit) / 2)

    @property
    def beyond(self) -> float:
        """The first value past the limit that a scenario can write."""
        return self.on_grid(self.limit + (self.signal.step if self.above else -self.signal.step))

    @property
    def bounds(self) -> tuple[float, float]:
        """Between which values the limit may be set: a tenth of the plausible range to each side, no end of it."""
        low, high = self.signal.entry.plausible
        away, step = (high - low) * _SHARE_OF_RANGE, self.signal.step
        return (
            min(self.limit, self.on_grid(max(low + step, self.limit - away))),
            max(self.limit, self.on_grid(min(high - step, self.limit + away))),
        )

    def on_grid(self, value: float) -> float:
        """The nearest value that is a whole number of steps from the limit, written without stray digits."""
        step, limit = Decimal(str(self.signal.step)), Decimal(str(self.limit))
        return float(limit + round((Decimal(str(value)) - limit) / step) * step)


def check_answers(answers: Answers) -> None:
    """Can a kit be made of these answers?

    Takes: the answers. Refuses: KitError with every reason why not.
    """
    entry, step = answers.signal.entry, answers.signal.step
    low, high = entry.plausible
    found = [
        Fault(
            file="answers", path=f"title.{language}", message="the title is empty", remedy="write it in each language"
        )
        for language in LANGUAGES
        if not answers.title.say(language).strip()
    ]
    if not low + step < answers.limit < high - step:
        message = f"the limit {answers.limit:g} leaves no value on one side of it"
        remedy = f"the plausible range goes from {low:g} to {high:g} {entry.unit}"
        found.append(Fault(file="answers", path="limit", message=message, remedy=remedy))
    silence = answers.signal.silence_ms
    if silence <= (entry.every or 0) or silence % MINUTE:
        message = "the silence is no longer than the rhythm, or not a whole number of minutes"
        found.append(Fault(file="answers", path="silence", message=message, remedy="write a longer one, as 3d"))
    if found:
        raise KitError("no kit can be made of these answers", found)
