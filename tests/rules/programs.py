"""Random typed programs of the rule language and random rows, for the suites that compare the backends.

The generator asks a ``Chooser`` at each step, so that a seed and Hypothesis drive the same grammar.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Protocol, TypeVar

from pagus.errors import RuleError
from pagus.rules import Environment, Expression, compile_rule

T = TypeVar("T")


class Chooser(Protocol):
    def choice(self, seq: Sequence[T], /) -> T: ...


FEATURES = {
    "a": "1", "b": "{score}", "c": "1", "w": "kg", "g": "g", "gap": "h", "age": "d", "cel": "Cel", "fah": "[degF]",
    "pct": "%", "part": "1",
}  # fmt: skip
PARAMETERS = {"n": "1", "m": "1", "kg": "kg", "mg": "mg", "days": "d", "cel": "Cel", "fah": "[degF]", "pct": "%"}
ENVIRONMENT = Environment(FEATURES, PARAMETERS)

KINDS = {
    "pure": (["a", "b", "c"], ["n", "m"], ["1"]),
    "mass": (["w", "g"], ["kg", "mg"], ["kg", "g", "t", "[lb_av]"]),
    "time": (["gap", "age"], ["days"], ["h", "d", "min", "wk"]),
    "temperature": (["cel", "fah"], ["cel", "fah"], ["Cel", "[degF]", "K"]),
    "share": (["pct"], ["pct"], ["%", "1"]),
}
NUMBERS = ["0", "1", "2", "3", "0.1", "0.3", "7", "37", "72", "1e308", "1e-308", "1000", "0.12345678901234567", "3.7"]
VALUES = [
    0.0, -0.0, 1.0, -1.0, 2.0, 3.0, 3.0000000000000004, 0.1, 0.3, 0.30000000000000004, 7.0, 37.0, 98.6, 72.0, 1000.0,
    1e16, 1e308, -1e308, 1.7976931348623157e308, 1e-308, 5e-324, 1e154, -3.5, 2300.0, 2.3,
]  # fmt: skip
PARAMETER_VALUES = [0.0, 1.0, 2.0, 3.0, 0.1, 7.0, 37.0, 98.6, -1.0, 1e308, 1000.0, 3.7]
COMPARISONS = ["<", "<=", ">", ">=", "==", "!="]


def boolean(pick: Chooser, depth: int) -> str:
    """A text that is true, false or unknown."""
    if depth <= 0:
        return pick.choice([comparison, comparison, comparison, known, constant])(pick, 0)
    forms = [comparison, comparison, logic, logic, negation, choice_of_booleans, membership, equality, known]
    return pick.choice(forms)(pick, depth - 1)


def constant(pick: Chooser, depth: int) -> str:
    return pick.choice(["true", "false"])


def known(pick: Chooser, depth: int) -> str:
    return f"has({pick.choice(list(FEATURES))})"


def negation(pick: Chooser, depth: int) -> str:
    return f"!({boolean(pick, depth)})"


def logic(pick: Chooser, depth: int) -> str:
    operator = pick.choice([" && ", " || "])
    count = pick.choice([2, 2, 3])
    return operator.join(f"({boolean(pick, depth)})" for _ in range(count))


def equality(pick: Chooser, depth: int) -> str:
    return f"({boolean(pick, depth)}) {pick.choice(['==', '!='])} ({boolean(pick, depth)})"


def choice_of_booleans(pick: Chooser, depth: int) -> str:
    return f"({boolean(pick, depth)}) ? ({boolean(pick, depth)}) : ({boolean(pick, depth)})"


def comparison(pick: Chooser, depth: int) -> str:
    kind = pick.choice(list(KINDS))
    return f"{number(pick, depth, kind)} {pick.choice(COMPARISONS)} {number(pick, depth, kind)}"


def direct(pick: Chooser) -> str:
    """What most rules are: a feature against a constant or another feature, either way round."""
    kind = pick.choice(list(KINDS))
    feature, operator = pick.choice(KINDS[kind][0]), pick.choice(COMPARISONS)
    other = leaf(pick, kind)
    return pick.choice([f"{feature} {operator} {other}", f"{other} {operator} {feature}"])


def combined(pick: Chooser) -> str:
    """A number from one operation on a feature."""
    kind = pick.choice(["pure", "mass", "time", "share"])
    feature, other = pick.choice(KINDS[kind][0]), leaf(pick, kind)
    operator = pick.choice(["+", "-", "*", "/"])
    return f"{feature} {operator} {other if operator in {'+', '-'} else leaf(pick, 'pure')}"


def membership(pick: Chooser, depth: int) -> str:
    kind = pick.choice(list(KINDS))
    options = ", ".join(leaf_constant(pick, kind) for _ in range(pick.choice([1, 2, 3])))
    return f"{number(pick, depth, kind)} in [{options}]"


def leaf_constant(pick: Chooser, kind: str) -> str:
    _, parameters, codes = KINDS[kind]
    if pick.choice([True, False]):
        return f"p.{pick.choice(parameters)}"
    digits = pick.choice(NUMBERS)
    if kind == "pure" and pick.choice([True, True, False]):
        return digits
    return f"quantity({pick.choice(['', '-'])}{digits}, '{pick.choice(codes)}')"


def leaf(pick: Chooser, kind: str) -> str:
    if pick.choice([True, True, False]):
        return pick.choice(KINDS[kind][0])
    return leaf_constant(pick, kind)


def number(pick: Chooser, depth: int, kind: str) -> str:
    """A text that is a number of this kind, or unknown."""
    if depth <= 0:
        return leaf(pick, kind)
    form = pick.choice(["leaf", "leaf", "sum", "sum", "product", "quotient", "negative", "abs", "extreme", "choice"])
    first, second = (number(pick, depth - 1, kind) for _ in range(2))
    if form == "sum" and kind != "temperature":
        return f"({first} {pick.choice(['+', '-'])} {second})"
    if form in {"product", "quotient"} and kind != "temperature":
        factor = number(pick, depth - 1, "pure")
        return f"({first} {'*' if form == 'product' else '/'} {factor})"
    if form == "quotient":
        return f"({first} - {second} > quantity({pick.choice(NUMBERS)}, 'K') ? {first} : {second})"
    if form == "negative" and kind != "temperature":
        return f"-({first})"
    if form == "abs" and kind != "temperature":
        return f"abs({first})"
    if form == "extreme":
        others = ", ".join(number(pick, depth - 1, kind) for _ in range(pick.choice([1, 1, 2])))
        return f"{pick.choice(['min', 'max'])}({first}, {others})"
    if form == "choice":
        return f"(({boolean(pick, depth - 1)}) ? {first} : {second})"
    return leaf(pick, kind)


def program(pick: Chooser) -> str:
    """A whole rule: mostly a boolean, sometimes a number."""
    depth = pick.choice([0, 0, 1, 2, 3, 4])
    if depth == 0 and pick.choice([True, True, False]):
        return direct(pick)
    if depth == 0:
        return combined(pick)
    if pick.choice([True, True, False]):
        return boolean(pick, depth)
    return number(pick, depth, pick.choice(list(KINDS)))


def row(pick: Chooser) -> tuple[float | None, ...]:
    """One value for each feature; one in six is missing, one in two is a value that rules name."""
    pools = [[None], PARAMETER_VALUES, PARAMETER_VALUES, PARAMETER_VALUES, VALUES, VALUES]
    return tuple(pick.choice(pick.choice(pools)) for _ in FEATURES)


def parameters(pick: Chooser) -> dict[str, float]:
    """One value for each parameter."""
    return {name: pick.choice(PARAMETER_VALUES) for name in PARAMETERS}


def corpus(
    seed: int, count: int, rows: int
) -> tuple[list[Expression], list[tuple[float | None, ...]], dict[str, float]]:
    """``count`` compiled programs, ``rows`` rows and one set of parameters from one seed."""
    pick = random.Random(seed)
    programs: list[Expression] = []
    refused = 0
    while len(programs) < count:
        try:
            programs.append(compile_rule(program(pick), ENVIRONMENT))
        except RuleError:
            refused += 1
    assert refused < max(20, count), "the generator writes mostly programs that do not compile"
    return programs, [row(pick) for _ in range(rows)], parameters(pick)
