"""What is wrong in a rule text: each fault with its column and what would be right."""

from __future__ import annotations

from collections.abc import Iterable

from pagus.errors import Fault, RuleError

__all__ = ["fault_at", "refuse"]


def fault_at(text: str, position: int, message: str, remedy: str) -> Fault:
    """How is a fault at this character reported?

    Takes: the rule text, a position in it, what is wrong, what would be right.
    Gives: a Fault whose path is ``column 7``, or ``line 2 column 3`` in a text of several lines.
    """
    before = text[:position]
    column = position - (before.rfind("\n") + 1) + 1
    path = f"line {before.count(chr(10)) + 1} column {column}" if "\n" in text else f"column {column}"
    return Fault(file="rule", path=path, message=message, remedy=remedy)


def refuse(text: str, faults: Iterable[Fault]) -> RuleError:
    """Which error holds these faults?

    Takes: the rule text and its faults. Gives: a RuleError to raise; it quotes the beginning of the text.
    """
    shown = text if len(text) <= 80 else text[:77] + "..."
    return RuleError("this rule cannot be read: {text}", faults, text=shown)
