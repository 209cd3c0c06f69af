"""$filter against an oracle in plain Python: the same rows, from the database and from the frames of observations.

The oracle walks the tree itself and knows true, false and unknown; it shares nothing with the back ends but the parser.
"""

from __future__ import annotations

import math
import operator
from datetime import UTC, datetime, timedelta

import polars as pl
import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from pagus.apps.sensing.language.compiling import Compiler
from pagus.apps.sensing.language.parsing import parse_filter
from pagus.apps.sensing.language.syntax import Binary, Call, Constant, Member, Not, Path
from pagus.apps.sensing.to_frame import FrameBackend

NOW = 1_773_651_600_000
COMPARE = {
    "eq": operator.eq,
    "ne": operator.ne,
    "gt": operator.gt,
    "ge": operator.ge,
    "lt": operator.lt,
    "le": operator.le,
}


def part(name: str, t: float) -> float:
    return float(getattr(datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=t), name))


FUNCTIONS = {
    "substringof": lambda part, whole: part in whole,
    "startswith": str.startswith,
    "endswith": str.endswith,
    "indexof": lambda whole, part: float(whole.find(part)),
    "length": lambda text: float(len(text)),
    "tolower": str.lower,
    "toupper": str.upper,
    "trim": lambda text: text.strip(" "),
    "concat": operator.add,
    "substring": lambda text, start, size=1e9: text[int(max(0, start)) : int(max(0, start)) + int(max(0, size))],
    "round": lambda value: math.floor(value + 0.5) if value >= 0 else -math.floor(0.5 - value),
    "floor": math.floor,
    "ceiling": math.ceil,
} | {name: (lambda t, name=name: part(name, t)) for name in ("year", "month", "day", "hour", "minute", "second")}


def oracle(node, row: dict):
    """What this tree is for this row; None when it is unknown."""
    if isinstance(node, Constant):
        return node.value
    if isinstance(node, Path):
        return row[node.steps[0]]
    if isinstance(node, Not):
        found = oracle(node.operand, row)
        return None if found is None else not found
    if isinstance(node, Member):
        found = [oracle(Binary("eq", node.operand, each), row) for each in node.values]
        return True if True in found else (None if None in found else False)
    if isinstance(node, Call):
        given = [oracle(each, row) for each in node.arguments]
        return None if None in given else FUNCTIONS[node.name](*given)
    left, right = oracle(node.left, row), oracle(node.right, row)
    if node.operator == "and":
        return False if False in (left, right) else (None if None in (left, right) else True)
    if node.operator == "or":
        return True if True in (left, right) else (None if None in (left, right) else False)
    if isinstance(node.right, Constant) and node.right.kind == "null":
        return (left is None) == (node.operator == "eq")
    if left is None or right is None:
        return None
    if node.operator in COMPARE:
        return COMPARE[node.operator](left, right)
    if node.operator in {"div", "mod"} and right == 0:
        return None
    return {
        "add": operator.add,
        "sub": operator.sub,
        "mul": operator.mul,
        "div": operator.truediv,
        "mod": math.fmod,
    }[node.operator](left, right)


WORDS = st.sampled_from(["", "a", "Ab", "abc", "É", "été", " x ", "it''s", "50%", "a_b", "ß", "日本"])
NUMBERS = st.sampled_from(["0", "1", "-1", "2.5", "-3.75", "10", "0.5", "7"])
SIGNS = st.sampled_from(sorted(COMPARE))


def said(shape: str, *parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(*parts).map(lambda found: shape.format(*found))


def expressions(text: str, number: str, instant: str) -> st.SearchStrategy[str]:
    """Filters over a text, a number and an instant under these names."""
    numbers = st.deferred(
        lambda: (
            NUMBERS
            | st.just(number)
            | said("({} {} {})", numbers, st.sampled_from(["add", "sub", "mul", "div", "mod"]), numbers)
            | said("{}({})", st.sampled_from(["round", "floor", "ceiling"]), numbers)
            | said("length({})", texts)
            | said("indexof({},{})", texts, texts)
            | said(f"{{}}({instant})", st.sampled_from(["year", "month", "day", "hour", "minute", "second"]))
        )
    )
    texts = st.deferred(
        lambda: (
            said("'{}'", WORDS)
            | st.just(text)
            | said("{}({})", st.sampled_from(["tolower", "toupper", "trim"]), texts)
            | said("concat({},{})", texts, texts)
            | said("substring({},{})", texts, NUMBERS)
            | said("substring({},{},{})", texts, NUMBERS, NUMBERS)
        )
    )
    instants = st.integers(-3, 3).map(
        lambda hours: (datetime.fromtimestamp(NOW / 1e3, UTC) + timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%SZ")
    )
    conditions: st.SearchStrategy[str] = st.deferred(
        lambda: (
            said("{} {} {}", numbers, SIGNS, numbers)
            | said("{} {} {}", texts, SIGNS, texts)
            | said(f"{instant} {{}} {{}}", SIGNS, instants)
            | said("{}({},{})", st.sampled_from(["startswith", "endswith", "substringof"]), texts, texts)
            | said(f"{number} {{}} null", st.sampled_from(["eq", "ne"]))
            | said(f"{number} in ({{}},{{}})", NUMBERS, NUMBERS)
            | said("({} {} {})", conditions, st.sampled_from(["and", "or"]), conditions)
            | said("not ({})", conditions)
        )
    )
    return conditions.filter(lambda text: text.count("(") < 12)


ROWS = [
    {"text": text, "number": number, "instant": NOW + shift * 1_800_000}
    for text in ("", "a", "Abc", "Été", " x ", "50%", "日本")
    for number in (None, 0.0, 2.5, -3.75, 7.0)
    for shift in (-2, 0, 3)
]


@given(expressions("id", "result", "resultTime"))
@settings(max_examples=150)
def test_a_filter_on_a_frame_finds_what_the_oracle_finds(filtered):
    # The identifier of an observation is the only text of its own: the frame is given one of the rows.
    node = parse_filter(filtered)
    frame = pl.DataFrame(
        [(index, row["text"], row["number"], row["instant"]) for index, row in enumerate(ROWS)],
        schema={"index": pl.Int64, "text": pl.String, "value": pl.Float64, "result_time": pl.Int64},
        orient="row",
    )

    class Named(FrameBackend):
        def path(self, path):
            found = super().path(path)
            return found._replace(it=pl.col("text")) if path.steps == ("id",) else found

    condition = Compiler(Named(), NOW).condition(node)
    found = set(frame.filter(condition)["index"]) if not isinstance(condition, bool) else set()
    names = {"text": "id", "number": "result", "instant": "resultTime"}
    wanted = {index for index, row in enumerate(ROWS) if oracle(node, {names[n]: row[n] for n in row}) is True}
    assert found == wanted


@pytest.fixture
def located(sta):
    """The rows as historical locations: their thing's name, a number in its properties, their time."""
    from pagus.apps.sensing.models import HistoricalLocation, Thing

    for row in ROWS:
        number = "{}" if row["number"] is None else f'{{"number":{row["number"]}}}'
        thing = Thing.objects.create(name=row["text"], properties=number)
        HistoricalLocation.objects.create(thing=thing, time=row["instant"])
    return list(HistoricalLocation.objects.filter(thing__subject=None).order_by("id").values_list("id", flat=True))


def test_a_filter_in_the_database_finds_what_the_oracle_finds(located):
    from pagus.apps.sensing.entities import ENTITIES
    from pagus.apps.sensing.queries.reading import judged

    names = {"text": "Thing/name", "number": "Thing/properties/number", "instant": "time"}

    @given(expressions(names["text"], names["number"], names["instant"]))
    @settings(max_examples=150, suppress_health_check=list(HealthCheck))
    def check(filtered):
        node = parse_filter(filtered)
        note(filtered)
        true, false = judged(ENTITIES["HistoricalLocation"], node)

        class Row(dict):
            def __missing__(self, name):
                return self["text"]

        def walk(node, row):
            return oracle(_renamed(node), row)

        found = [walk(node, row) for row in ROWS]
        assert sorted(set(true) & set(located)) == [
            number for number, is_so in zip(located, found, strict=True) if is_so
        ]
        assert sorted(set(false) & set(located)) == [
            number for number, is_so in zip(located, found, strict=True) if is_so is not None and not is_so
        ]

    check()


def _renamed(node):
    """The tree with the names of the oracle's rows."""
    if isinstance(node, Path):
        return Path(({"time": "instant", "Thing/name": "text"}.get(str(node), "number"),))
    if isinstance(node, Binary):
        return Binary(node.operator, _renamed(node.left), _renamed(node.right))
    if isinstance(node, Not):
        return Not(_renamed(node.operand))
    if isinstance(node, Member):
        return Member(_renamed(node.operand), node.values)
    if isinstance(node, Call):
        return Call(node.name, tuple(_renamed(each) for each in node.arguments))
    return node
