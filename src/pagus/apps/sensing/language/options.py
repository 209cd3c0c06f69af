"""The query options of an address or of an ``$expand``: read once, with limits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from pagus.apps.sensing.language.parsing import parse_filter, parse_order
from pagus.apps.sensing.language.syntax import Node, Order
from pagus.errors import InputError

__all__ = ["DEFAULT_TOP", "MOST_ROWS", "Options", "read_options"]

DEFAULT_TOP = 100
MOST_ROWS = 1_000
MOST_SKIPPED = 1_000_000
_DEEPEST_EXPAND = 4
_MOST_EXPANDED = 12
_KNOWN = ("filter", "orderby", "top", "skip", "count", "select", "expand", "skiptoken", "resultFormat")


@dataclass(frozen=True, slots=True)
class Options:
    """What is asked about a set: which, in what order, how many, which properties, which neighbours with them."""

    filter: Node | None = None
    orders: tuple[Order, ...] = ()
    top: int = DEFAULT_TOP
    skip: int = 0
    count: bool = False
    select: tuple[str, ...] | None = None
    expand: Mapping[str, Options] = field(default_factory=dict)
    token: str = ""
    table: bool = False
    """Observations as arrays (``$resultFormat=dataArray``)."""
    given: Mapping[str, str] = field(default_factory=dict)
    """The texts as they came, for the link to the next page."""


def read_options(pairs: Iterable[tuple[str, str]], depth: int = 0) -> Options:
    """Which options are these?

    Takes: names with their texts, as an address has them. Names that do not begin with ``$`` are left alone.
    Gives: the options. Refuses: InputError for an option that is unknown, given twice, or not what it should be.
    """
    texts: dict[str, str] = {}
    for name, text in pairs:
        if not name.startswith("$"):
            continue
        if name[1:] not in _KNOWN:
            raise InputError("there is no option {name}", name=name[:40])
        if name in texts:
            raise InputError("{name} is given twice", name=name)
        texts[name] = text
    made = Options(given=texts)
    if "$filter" in texts:
        made = replace(made, filter=parse_filter(texts["$filter"]))
    if "$orderby" in texts:
        made = replace(made, orders=parse_order(texts["$orderby"]))
    if "$select" in texts:
        made = replace(made, select=_selected(texts["$select"]))
    if "$expand" in texts:
        made = replace(made, expand=_expanded(texts["$expand"], depth + 1))
    if texts.get("$resultFormat", "dataArray") != "dataArray":
        raise InputError("$resultFormat is dataArray, or left out")
    return replace(
        made,
        top=min(_number(texts, "$top", DEFAULT_TOP), MOST_ROWS),
        skip=_number(texts, "$skip", 0),
        count=_boolean(texts, "$count"),
        token=texts.get("$skiptoken", ""),
        table="$resultFormat" in texts,
    )


def _number(texts: Mapping[str, str], name: str, otherwise: int) -> int:
    text = texts.get(name)
    if text is None:
        return otherwise
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text) <= MOST_SKIPPED):
        raise InputError("{name} is a whole number from 0 to {most}", name=name, most=MOST_SKIPPED)
    return int(text)


def _boolean(texts: Mapping[str, str], name: str) -> bool:
    text = texts.get(name, "false").lower()
    if text not in {"true", "false"}:
        raise InputError("{name} is true or false", name=name)
    return text == "true"


def _selected(text: str) -> tuple[str, ...]:
    names = tuple(name.strip() for name in text.split(","))
    if not all(names) or len(names) > 60:
        raise InputError("$select names properties, with a comma between them")
    return names


def _expanded(text: str, depth: int) -> dict[str, Options]:
    if depth > _DEEPEST_EXPAND:
        raise InputError("$expand is nested deeper than {most}", most=_DEEPEST_EXPAND)
    found: dict[str, Options] = {}
    for part in _split(text, ","):
        name, _, inner = part.strip().partition("(")
        if inner and not inner.endswith(")"):
            raise InputError("$expand has a bracket that does not close")
        first, _, rest = name.strip().partition("/")
        pairs = [_pair(each) for each in _split(inner[:-1], ";")] if inner else []
        if rest:
            again = rest + (f"({inner}" if inner else "")
            pairs = [("$expand", again)]
        options = read_options(pairs, depth)
        if first in found:
            options = replace(found[first], expand={**found[first].expand, **options.expand})
        found[first] = options
    if len(found) > _MOST_EXPANDED:
        raise InputError("$expand names at most {most} neighbours", most=_MOST_EXPANDED)
    return found


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.strip().partition("=")
    if not equals or not name.startswith("$"):
        raise InputError("within $expand stand options as $top=1, with a semicolon between them")
    return name, value


def _split(text: str, mark: str) -> list[str]:
    """The parts of a text between marks that stand in no bracket and in no quotes."""
    parts, start, depth, quoted = [], 0, 0, False
    for at, letter in enumerate(text):
        if letter == "'":
            quoted = not quoted
        elif quoted:
            continue
        elif letter == "(":
            depth += 1
        elif letter == ")":
            depth -= 1
        elif letter == mark and depth == 0:
            parts.append(text[start:at])
            start = at + 1
    return [*parts, text[start:]]
