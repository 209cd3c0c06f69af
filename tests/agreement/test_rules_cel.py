"""The rule language is CEL where nothing is missing: same verdicts as Google's C++ engine on full rows."""

from __future__ import annotations

import pytest

from pagus.rules import Expression, Node
from pagus.rules.syntax import (
    Binary,
    Call,
    Choice,
    Convert,
    Has,
    Literal,
    Logic,
    Membership,
    Name,
    Parameter,
    Unary,
)
from tests.rules.backends import by_functions
from tests.rules.programs import FEATURES, PARAMETERS, corpus

cel = pytest.importorskip("cel_expr_python.cel", reason="cel-expr-python is not installed")


def in_cel(node: Node) -> str:
    """The checked tree as CEL: units are resolved, numbers are doubles, min and max are choices."""
    match node:
        case Literal(value=bool(value)):
            return str(value).lower()
        case Literal(value=value):
            return repr(value)
        case Name(name=name):
            return name
        case Parameter(name=name):
            return f"p_{name}"
        case Has():
            return "true"
        case Unary(operator=operator, operand=operand):
            return f"({operator}({in_cel(operand)}))"
        case Binary(operator=operator, left=left, right=right):
            return f"({in_cel(left)} {operator} {in_cel(right)})"
        case Logic(operator=operator, operands=operands):
            return "(" + f" {operator} ".join(in_cel(operand) for operand in operands) + ")"
    return compound_in_cel(node)


def compound_in_cel(node: Node) -> str:
    match node:
        case Convert(operand=operand, conversion=change):
            return f"(({in_cel(operand)} + {change.before}) * {change.multiplier} / {change.divisor} + {change.after})"
        case Choice(condition=condition, yes=yes, no=no):
            return f"({in_cel(condition)} ? {in_cel(yes)} : {in_cel(no)})"
        case Membership(item=item, options=options):
            return f"({in_cel(item)} in [{', '.join(in_cel(option) for option in options)}])"
        case Call(function="abs", arguments=(argument,)):
            return f"({in_cel(argument)} < 0.0 ? -({in_cel(argument)}) : {in_cel(argument)})"
        case Call(function=function, arguments=(first, *others)):
            text = in_cel(first)
            for other in others:
                text = f"({in_cel(other)} {'<' if function == 'min' else '>'} {text} ? {in_cel(other)} : {text})"
            return text
    raise AssertionError(type(node).__name__)


def verdicts(programs: list[Expression], rows: list[dict[str, float]]) -> list[list[bool | float] | None]:
    """None for a program that is nested deeper than this CEL engine reads."""
    names = [*FEATURES, *(f"p_{name}" for name in PARAMETERS)]
    environment = cel.NewEnv(variables=dict.fromkeys(names, cel.Type.DOUBLE))
    found: list[list[bool | float] | None] = []
    for program in programs:
        try:
            compiled = environment.compile(in_cel(program.node))
        except Exception as error:
            if "recursion" not in str(error):
                raise
            found.append(None)
            continue
        found.append([compiled.eval(data=row).value() for row in rows])
    return found


@pytest.mark.parametrize("seed", [*range(6), *(pytest.param(seed, marks=pytest.mark.long) for seed in range(500, 560))])
def test_agrees_with_cel_on_full_rows(seed: int) -> None:
    programs, rows, parameters = corpus(seed, 60, 60)
    full = [tuple(2.5 if value is None else value for value in row) for row in rows]
    given = {f"p_{name}": value for name, value in parameters.items()}
    oracle = verdicts(programs, [{**dict(zip(FEATURES, row, strict=True)), **given} for row in full])
    compared, told = 0, []
    for program, ours, theirs in zip(programs, by_functions(programs, full, parameters), oracle, strict=True):
        if theirs is None:
            continue
        for one, other in zip(ours, theirs, strict=True):
            if one is None:  # a division by zero or an overflow: CEL goes on with infinity, we say unknown
                continue
            compared += 1
            if type(one) is not type(other) or one != other:
                told.append(f"{program.text}: {one!r} and in CEL {other!r}")
                break
    assert told == []
    assert compared > 1_500
    assert sum(theirs is None for theirs in oracle) < len(programs) // 4
