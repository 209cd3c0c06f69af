"""The gate for minors of the kit coaching-active-life: nobody under eighteen is active without consent."""

from __future__ import annotations

import random
from typing import Any

import pytest

from pagus.engines.pathways import Event, advance, compile_pathway
from pagus.kernel.time import DAY
from pagus.kit_language.shipped import shipped_kit

KIT = shipped_kit("coaching-active-life")
PROGRAM = compile_pathway(KIT, "coaching")
ACTIVE = {"measuring", "planning", "moving", "praised", "nudged", "talking_again", "season_review"}
GIVEN = 3.0

VALUES = {
    "agreement_age": (8.0, 15.0, 17.0, 18.0, 40.0, 70.0),
    "agreement_warned": (0.0, 0.0, 0.0, 0.0, 0.0, 1.0),
    "agreement_agrees": (0.0, 1.0, 1.0, 1.0, 1.0, 1.0),
    "guardian_consent_consent": (1.0, 2.0, GIVEN, GIVEN, GIVEN),
    "goes_on": (0.0, 1.0, 1.0),
    "week_mean": (10.0, 20.0, 40.0),
    "month_mean": (15.0, 20.0),
    "week_days": (7.0,),
    "month_days": (28.0,),
}
WITH_FORM = {
    "agreement": ("agreement_age", "agreement_warned", "agreement_agrees"),
    "guardian_consent": ("guardian_consent_consent",),
    "goal": (),
}
TASKS = ("agree", "guardian", "guardian_again", "plan", "talk_again", "choose", "call")
FORM_OF = {"agreeing": "agreement", "asking_guardian": "guardian_consent", "completing": "guardian_consent"}
LIVES, EVENTS = 600, 25


def happening(chance: random.Random, here: set[str]) -> tuple[tuple[str, str], dict[str, float]]:
    """Something that may happen, more often than not what the place asks for, so that many lives come far."""
    asked = [FORM_OF[state] for state in here if state in FORM_OF]
    if asked and chance.random() < 0.7:
        kind, name = "answered", asked[0]
    else:
        kind = chance.choice(("answered", "done", "cancelled", "escalated", "alert", "data", "data", "clock"))
        name = {"answered": chance.choice(tuple(WITH_FORM)), "alert": "nothing_comes", "data": "", "clock": ""}.get(
            kind, chance.choice(TASKS)
        )
    told = set(WITH_FORM.get(name, ())) if kind == "answered" else set()
    if kind in {"data", "done"}:
        told |= {fact for fact in VALUES if chance.random() < 0.3}
    return (kind, name), {fact: chance.choice(VALUES[fact]) for fact in sorted(told)}


def standing(state: Any) -> set[str]:
    return {token["state"] for token in state["tokens"]}


def known(state: Any, name: str) -> float | None:
    found = state["facts"].get(name)
    return found[0] if isinstance(found, list) else found


def step(state: Any, number: int, at: int, what: tuple[str, str], said: dict[str, float]) -> Any:
    kind, name = what
    return advance(PROGRAM, state, Event(f"e{number}", kind, at, name, facts={**said})).state  # type: ignore[arg-type]


def test_no_minor_is_active_without_consent() -> None:
    minors = 0
    for seed in range(LIVES):
        chance = random.Random(seed)
        state: Any = step(None, 0, 0, ("enrol", ""), {})
        at = 0
        for number in range(1, EVENTS):
            at += chance.randint(0, 20) * DAY
            state = step(state, number, at, *happening(chance, standing(state)))
            if state["outcome"] != "running":
                break
            if standing(state) & ACTIVE:
                age, consent = known(state, "agreement_age"), known(state, "guardian_consent_consent")
                assert age is not None, seed
                assert age >= 18 or consent == GIVEN, (seed, standing(state), age, consent)
                minors += age < 18
    assert minors > 200, "too few minors came far: the lives prove nothing"


@pytest.mark.parametrize("age", [8, 17])
def test_only_a_given_consent_lets_a_minor_in(age: float) -> None:
    agreed = {"agreement_age": float(age), "agreement_warned": 0.0, "agreement_agrees": 1.0}
    state = step(step(None, 0, 0, ("enrol", ""), {}), 1, DAY, ("answered", "agreement"), agreed)
    assert standing(state) == {"asking_guardian"}
    for value, where in ((1.0, set()), (2.0, {"completing"}), (GIVEN, {"measuring"})):
        said = {"guardian_consent_consent": value}
        then = step(state, 2, 2 * DAY, ("answered", "guardian_consent"), said)
        assert (standing(then) if then["outcome"] == "running" else set()) == where


def test_every_season_asks_the_guardian_anew() -> None:
    agreed = {"agreement_age": 15.0, "agreement_warned": 0.0, "agreement_agrees": 1.0}
    state = step(None, 0, 0, ("enrol", ""), {})
    state = step(state, 1, DAY, ("answered", "agreement"), agreed)
    state = step(state, 2, 2 * DAY, ("answered", "guardian_consent"), {"guardian_consent_consent": GIVEN})
    state = step(state, 3, 20 * DAY, ("answered", "goal"), {})
    state = step(state, 4, 110 * DAY, ("done", "choose"), {"goes_on": 1.0})
    state = step(state, 5, 111 * DAY, ("answered", "agreement"), agreed)
    assert standing(state) == {"asking_guardian"}
