"""What a rule may speak of, and what a checked rule is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pagus.errors import CodeError
from pagus.kernel.units import Unit, parse_unit
from pagus.rules.syntax import Has, Name, Node, Parameter, walk
from pagus.rules.tokens import RESERVED

__all__ = ["Environment", "Expression", "expression_of"]

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


class Environment:
    """The features and parameters that a rule may name, each with its unit.

    Takes: two mappings from name to UCUM code; of features that are one of some words (the options of a question), the
    number behind each word, so that a rule may say ``level == 'severe'``.
    Refuses: CodeError for a name that the rule language cannot write,
    UnitError for an unknown unit. Example: ``Environment({"gain3": "kg"}, {"gain_kg": "kg"})``.
    """

    __slots__ = ("features", "parameters", "words")

    def __init__(
        self,
        features: Mapping[str, str],
        parameters: Mapping[str, str],
        words: Mapping[str, Mapping[str, float]] | None = None,
    ) -> None:
        for name in (*features, *parameters):
            if not _NAME.fullmatch(name) or (name in RESERVED and name in features):
                raise CodeError(
                    "a rule cannot name {name!r}: use letters, digits and _, and none of {reserved}",
                    name=name,
                    reserved=", ".join(sorted(RESERVED)),
                )
        self.features: Mapping[str, Unit] = {name: parse_unit(code) for name, code in features.items()}
        self.parameters: Mapping[str, Unit] = {name: parse_unit(code) for name, code in parameters.items()}
        self.words: Mapping[str, Mapping[str, float]] = dict(words or {})


@dataclass(frozen=True, slots=True)
class Expression:
    """A checked rule text: its typed tree, and the features and parameters it reads (sorted)."""

    text: str
    node: Node
    features: tuple[str, ...]
    parameters: tuple[str, ...]

    @property
    def unit(self) -> Unit | None:
        """The unit of a number; None for a boolean."""
        return self.node.unit

    @property
    def is_boolean(self) -> bool:
        """Is it true or false (or unknown), and not a number?"""
        return self.node.unit is None

    @property
    def words(self) -> str:
        """The part of ``text`` that this expression is: all of a rule, or the threshold inside it."""
        return self.text[self.node.start : self.node.end]

    def require(self, features: Iterable[str], parameters: Iterable[str]) -> None:
        """Is everything that it reads given?

        Takes: the names at hand. Refuses: CodeError with the names that lack.
        """
        missing = [name for name in self.features if name not in set(features)]
        missing += [f"p.{name}" for name in self.parameters if name not in set(parameters)]
        if missing:
            raise CodeError("the rule {text!r} reads {missing}, not given", text=self.text, missing=", ".join(missing))


def expression_of(text: str, node: Node) -> Expression:
    """Which expression is this checked tree?

    Takes: the text and its checked tree. Gives: the Expression with the names that the tree reads.
    """
    nodes = list(walk(node))
    features = {part.name for part in nodes if isinstance(part, Name | Has)}
    parameters = {part.name for part in nodes if isinstance(part, Parameter)}
    return Expression(text, node, tuple(sorted(features)), tuple(sorted(parameters)))
