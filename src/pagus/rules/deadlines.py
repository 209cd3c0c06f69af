"""When silence alone changes a rule's verdict: the comparisons that need a timer."""

from __future__ import annotations

from collections.abc import Container

from pagus.rules.checking import is_constant
from pagus.rules.expression import Expression, expression_of
from pagus.rules.syntax import COMPARISONS, Binary, Name, Node, walk

__all__ = ["deadlines", "untimed"]


def deadlines(expression: Expression, since_last_features: Container[str]) -> tuple[tuple[str, Expression], ...]:
    """At which elapsed times can silence change this rule?

    Takes: a checked rule, and the features that count the time since the last observation.
    Gives: (feature, threshold) for each comparison of such a feature with parameters and literals only, in the order
    of the text, each once. The threshold is a number in the unit of the feature; its ``words`` are its own text.
    Example: ``gap > p.silence_h || gap > quantity(7, 'd')`` gives two.
    """
    found: dict[tuple[str, str], tuple[str, Expression]] = {}
    for feature, threshold in _comparisons(expression.node, since_last_features):
        limit = expression_of(expression.text, threshold)
        found.setdefault((feature.name, limit.words), (feature.name, limit))
    return tuple(found.values())


def untimed(expression: Expression, since_last_features: Container[str]) -> tuple[str, ...]:
    """Which elapsed times does this rule use in a way that no timer can follow?

    Takes: as ``deadlines``. Gives: the features, sorted, that also stand elsewhere than in such a comparison; a rule
    over them changes only when another observation comes in, so a kit should not rely on it.
    """
    timed = {id(feature) for feature, _ in _comparisons(expression.node, since_last_features)}
    names = (part for part in walk(expression.node) if isinstance(part, Name) and part.name in since_last_features)
    return tuple(sorted({part.name for part in names if id(part) not in timed}))


def _comparisons(node: Node, since_last_features: Container[str]) -> list[tuple[Name, Node]]:
    pairs = []
    for part in walk(node):
        if not isinstance(part, Binary) or part.operator not in COMPARISONS:
            continue
        for side, other in ((part.left, part.right), (part.right, part.left)):
            if isinstance(side, Name) and side.name in since_last_features and is_constant(other):
                pairs.append((side, other))
    return pairs
