"""The rounds of a day of the visits and nurses in a request; nothing of them is kept."""

from __future__ import annotations

from typing import Annotated

import numpy as np
from django.http import HttpRequest
from ninja import Router as Addresses
from ninja import Schema
from pydantic import ConfigDict, Field

from pagus.doors.api_v1.access.shapes import Identifier, Latitude, Longitude, ProblemShape, StraightShape
from pagus.doors.api_v1.access.ways import straight_router
from pagus.engines.access import Points
from pagus.engines.access.rounds import Lunch, Nurse, Question, Visit, matrix_of, plan_rounds
from pagus.kernel.time import clock_text, read_clock

__all__ = ["addresses"]

addresses = Addresses(tags=["rounds"])
REFUSALS = {401: ProblemShape, 403: ProblemShape, 422: ProblemShape}
MOST_VISITS, MOST_NURSES = 150, 30
Clock = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$", description="Local time, as 08:30.")]
Skill = Annotated[str, Field(min_length=1, max_length=60)]


class _Asked(Schema):
    model_config = ConfigDict(extra="forbid")


class WindowShape(_Asked):
    """A visit begins, or a nurse works, between these times, both included."""

    start: Clock
    end: Clock


class VisitShape(_Asked):
    """Somebody to see. ``worth_minutes``: absent for a visit that is due; else the way it may cost."""

    id: Identifier
    lon: Longitude
    lat: Latitude
    minutes: Annotated[float, Field(gt=0, le=600)]
    windows: Annotated[list[WindowShape], Field(min_length=1, max_length=4)]
    skills: Annotated[tuple[Skill, ...], Field(max_length=20)] = ()
    pair: Annotated[
        str | None, Field(max_length=60, description="Visits with the same word: all this day, or none.")
    ] = None
    worth_minutes: Annotated[int | None, Field(ge=0, le=1_440)] = None
    usual: Annotated[str | None, Field(max_length=100, description="The nurse they know.")] = None


class BreakShape(_Asked):
    """A break of so many minutes that begins between these times."""

    minutes: Annotated[int, Field(ge=1, le=240)]
    start: Clock
    end: Clock


class NurseShape(_Asked):
    """Who goes out, from where and back to there."""

    id: Identifier
    lon: Longitude
    lat: Latitude
    shift: WindowShape
    skills: Annotated[tuple[Skill, ...], Field(max_length=20)] = ()
    lunch: BreakShape | None = None
    most_visits: Annotated[int | None, Field(ge=1, le=100)] = None


class RoundsAsk(_Asked):
    """Who is to be seen, and who can go."""

    visits: Annotated[list[VisitShape], Field(min_length=1, max_length=MOST_VISITS)]
    nurses: Annotated[list[NurseShape], Field(min_length=1, max_length=MOST_NURSES)]
    router: StraightShape = StraightShape()
    seed: Annotated[int, Field(ge=0, le=2**31 - 1, description="The same seed gives the same plan.")] = 0


class StopShape(Schema):
    """One stop; ``visit`` is null for the break."""

    visit: str | None
    arrival: str
    start: str
    end: str


class RoundShape(Schema):
    """The day of a nurse."""

    nurse: str
    depart: str
    back: str
    travel_minutes: int
    stops: list[StopShape]


class UnservedShape(Schema):
    """A visit that nobody makes. Reasons: skill, no-way, window, pair, full, priority."""

    visit: str
    reason: str


class RoundsAnswer(Schema):
    """The rounds, and every visit that is left out, with why."""

    travel_time: str
    rounds: list[RoundShape]
    unserved: list[UnservedShape]


@addresses.post("rounds", response={200: RoundsAnswer, **REFUSALS}, summary="Who sees whom, when, and who is left out?")
def compute_rounds(request: HttpRequest, ask: RoundsAsk) -> dict[str, object]:
    """A good plan for the day, the same for the same seed; not proven best."""
    everybody: list[NurseShape | VisitShape] = [*ask.nurses, *ask.visits]
    points = Points(
        tuple(str(number) for number in range(len(everybody))),
        np.array([each.lon for each in everybody]),
        np.array([each.lat for each in everybody]),
        "deg",
    )
    visits = tuple(_visit(each, len(ask.nurses) + number) for number, each in enumerate(ask.visits))
    nurses = tuple(_nurse(each, number) for number, each in enumerate(ask.nurses))
    matrix = matrix_of(straight_router(ask.router), points)
    plan = plan_rounds(Question(visits=visits, nurses=nurses, matrix=matrix), seed=ask.seed)
    return {
        "travel_time": plan.words,
        "rounds": [
            {
                "nurse": each.nurse,
                "depart": clock_text(each.depart // 60),
                "back": clock_text(each.back // 60),
                "travel_minutes": round(each.travel_s / 60),
                "stops": [
                    {
                        "visit": stop.visit,
                        "arrival": clock_text(stop.arrival // 60),
                        "start": clock_text(stop.start // 60),
                        "end": clock_text(stop.end // 60),
                    }
                    for stop in each.stops
                ],
            }
            for each in plan.rounds
        ],
        "unserved": [{"visit": each.visit, "reason": each.reason} for each in plan.unserved],
    }


def _visit(asked: VisitShape, place: int) -> Visit:
    return Visit(
        id=asked.id,
        place=place,
        service_s=round(asked.minutes * 60),
        windows=tuple((_seconds(each.start), _seconds(each.end)) for each in asked.windows),
        skills=frozenset(asked.skills),
        pair=asked.pair,
        worth_s=None if asked.worth_minutes is None else asked.worth_minutes * 60,
        usual=asked.usual,
    )


def _nurse(asked: NurseShape, place: int) -> Nurse:
    lunch = asked.lunch
    return Nurse(
        id=asked.id,
        start=place,
        end=place,
        shift=(_seconds(asked.shift.start), _seconds(asked.shift.end)),
        skills=frozenset(asked.skills),
        lunch=None
        if lunch is None
        else Lunch(length_s=lunch.minutes * 60, window=(_seconds(lunch.start), _seconds(lunch.end))),
        most_visits=asked.most_visits,
    )


def _seconds(clock: str) -> int:
    minute = read_clock(clock)
    assert minute is not None  # the shape has let only such times in
    return minute * 60
