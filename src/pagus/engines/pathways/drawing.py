"""A pathway as a drawing from top to bottom: where each state stands, and by which points each way goes.

Method: Sugiyama, Tagawa and Toda 1981 (doi 10.1109/TSMC.1981.4308636), in its plainest form: ways back are set apart, a
state stands one layer below the lowest that leads to it, places within a layer follow the mean of their neighbours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from pagus.kit_language.pathway_model import Pathway, State

__all__ = ["BOX_HEIGHT", "BOX_WIDTH", "Box", "Drawing", "Line", "draw"]

BOX_WIDTH, BOX_HEIGHT = 176.0, 52.0
GAP_ACROSS, GAP_DOWN = 28.0, 64.0
LANE, MARGIN = 16.0, 14.0
SWEEPS = 8

BoxKind = Literal["start", "waits", "divides", "calls", "ends"]
Point = tuple[float, float]
Edge = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """One state: its upper left corner."""

    state: str
    kind: BoxKind
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """All ways from one state to another. ``numbers``: which ways, counted over the whole pathway from 1 on; empty for
    what begins or joins branches. ``label``: where the numbers stand."""

    source: str
    target: str
    points: tuple[Point, ...]
    numbers: tuple[int, ...]
    label: Point
    goes_back: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """Boxes and lines on a plane of this size, in pixels. ``ways``: (number, state, position in its ``next``)."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    ways: tuple[tuple[int, str, int], ...]


def draw(pathway: Pathway) -> Drawing:
    """Where does each state and each way of this pathway stand on paper?

    Takes: a pathway; also one that has faults, as long as its targets exist: what does not is left out.
    Gives: a Drawing. The same pathway is always drawn the same.
    """
    numbers, ways = _numbered(pathway)
    back = _ways_back(pathway, list(numbers))
    layers = _ordered(_layers(pathway, numbers, back), [edge for edge in numbers if edge not in back])
    places = _places(layers)
    boxes = tuple(
        Box(state=name, kind=_kind(pathway, name), x=places[name][0] - BOX_WIDTH / 2, y=places[name][1])
        for name in pathway.states
    )
    inner = max(x for x, _ in places.values()) + BOX_WIDTH / 2
    lanes = {edge: inner + LANE * (1 + number) for number, edge in enumerate(sorted(back))}
    lines = [_line(edge, found, places, layers, lanes.get(edge)) for edge, found in numbers.items()]
    height = max(y for _, y in places.values()) + BOX_HEIGHT + MARGIN
    width = inner + MARGIN + (LANE * (len(back) + 1) if back else 0)
    return Drawing(width=width, height=height, boxes=boxes, lines=tuple(lines), ways=ways)


def _kind(pathway: Pathway, name: str) -> BoxKind:
    state = pathway.states[name]
    if name == pathway.start:
        return "start"
    if state.end is not None:
        return "ends"
    return "divides" if state.branches else "calls" if state.calls else "waits"


def _numbered(pathway: Pathway) -> tuple[dict[Edge, tuple[int, ...]], tuple[tuple[int, str, int], ...]]:
    """The ways by their two ends, and where each number stands in the file."""
    edges: dict[Edge, tuple[int, ...]] = {}
    ways: list[tuple[int, str, int]] = []
    for name, state in pathway.states.items():
        for target in state.branches:
            if target in pathway.states:
                edges.setdefault((name, target), ())
        for end in _branch_ends(pathway, state) if state.joined in pathway.states else ():
            edges.setdefault((end, state.joined), ())
        for position, one in enumerate(state.transitions):
            ways.append((len(ways) + 1, name, position))
            if one.to in pathway.states:
                edges[name, one.to] = (*edges.get((name, one.to), ()), len(ways))
    return edges, tuple(ways)


def _branch_ends(pathway: Pathway, state: State) -> list[str]:
    """Where the branches that begin in this state end."""
    names = [name for name in state.branches if name in pathway.states]
    for name in names:
        names += [to for to in pathway.states[name].targets() if to in pathway.states and to not in names]
    return [name for name in names if pathway.states[name].end == "branch"]


def _ways_back(pathway: Pathway, edges: Sequence[Edge]) -> set[Edge]:
    """The ways that lead to a state on the way to their own, so that without them there is no circle."""
    back: set[Edge] = set()
    done: set[str] = set()
    for root in (pathway.start, pathway.moved, *pathway.states):
        if root not in pathway.states or root in done:
            continue
        trail: list[tuple[str, list[str]]] = [(root, [to for source, to in edges if source == root])]
        while trail:
            name, left = trail[-1]
            if not left:
                done.add(name)
                trail.pop()
                continue
            target = left.pop(0)
            if any(target == on_the_way for on_the_way, _ in trail):
                back.add((name, target))
            elif target not in done:
                trail.append((target, [to for source, to in edges if source == target]))
    return back


def _layers(pathway: Pathway, edges: Mapping[Edge, object], back: set[Edge]) -> list[list[str]]:
    """The states by layer, with a place for each layer that a way passes."""
    layer = dict.fromkeys(pathway.states, 0)
    forward = [edge for edge in edges if edge not in back]
    for _ in pathway.states:
        for source, target in forward:
            layer[target] = max(layer[target], layer[source] + 1)
    layers: list[list[str]] = [[] for _ in range(max(layer.values()) + 1)]
    for name, depth in layer.items():
        layers[depth].append(name)
    for source, target in forward:
        for depth in range(layer[source] + 1, layer[target]):
            layers[depth].append(_passing((source, target), depth))
    return layers


def _passing(edge: Edge, depth: int) -> str:
    return f"{edge[0]}>{edge[1]}>{depth}"


def _ordered(layers: list[list[str]], forward: Sequence[Edge]) -> list[list[str]]:
    """The layers with each place near the mean of its neighbours, above and below in turn."""
    depth = {name: number for number, layer in enumerate(layers) for name in layer}
    above: dict[str, list[str]] = {name: [] for name in depth}
    below: dict[str, list[str]] = {name: [] for name in depth}
    for source, target in forward:
        chain = [source, *(_passing((source, target), it) for it in range(depth[source] + 1, depth[target])), target]
        for one, other in pairwise(chain):
            below[one].append(other)
            above[other].append(one)
    for sweep in range(SWEEPS):
        neighbours = above if sweep % 2 == 0 else below
        spots = {name: index - len(layer) / 2 for layer in layers for index, name in enumerate(layer)}
        for layer in layers if sweep % 2 == 0 else reversed(layers):
            means = {
                name: sum(spots[it] for it in neighbours[name]) / len(neighbours[name])
                if neighbours[name]
                else spots[name]
                for name in layer
            }
            layer.sort(key=lambda name: means[name])
            spots |= {name: index - len(layer) / 2 for index, name in enumerate(layer)}
    return layers


def _places(layers: Sequence[Sequence[str]]) -> dict[str, Point]:
    """The middle of the upper edge of each place."""
    pitch = BOX_WIDTH + GAP_ACROSS
    widest = max(len(layer) for layer in layers)
    return {
        name: (
            MARGIN + BOX_WIDTH / 2 + pitch * (index + (widest - len(layer)) / 2),
            MARGIN + depth * (BOX_HEIGHT + GAP_DOWN),
        )
        for depth, layer in enumerate(layers)
        for index, name in enumerate(layer)
    }


def _line(
    edge: Edge,
    numbers: tuple[int, ...],
    places: Mapping[str, Point],
    layers: Sequence[Sequence[str]],
    lane: float | None,
) -> Line:
    """The line of a way; ``lane``: where one that leads back runs."""
    (x, y), (to_x, to_y) = places[edge[0]], places[edge[1]]
    if lane is not None:
        right, to_right = x + BOX_WIDTH / 2, to_x + BOX_WIDTH / 2
        out, into = y + BOX_HEIGHT * 0.65, to_y + BOX_HEIGHT * 0.35
        points: tuple[Point, ...] = ((right, out), (lane, out), (lane, into), (to_right, into))
        label = (lane, (out + into) / 2)
    else:
        passed = [places[place] for depth in range(len(layers)) if (place := _passing(edge, depth)) in places]
        middle = [point for px, py in passed for point in ((px, py), (px, py + BOX_HEIGHT))]
        points = ((x, y + BOX_HEIGHT), *middle, (to_x, to_y))
        (ax, ay), (bx, by) = points[0], points[1]
        label = (ax + (bx - ax) * 0.5, ay + (by - ay) * 0.5)
    return Line(source=edge[0], target=edge[1], points=points, numbers=numbers, label=label, goes_back=lane is not None)
