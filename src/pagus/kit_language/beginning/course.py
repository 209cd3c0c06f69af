"""The first scenarios of a new kit: one of each kind that a kit must have, and the edge of each rule."""

from __future__ import annotations

from typing import Any

from pagus.kernel.time import HOUR, format_duration
from pagus.kit_language.beginning.answers import Answers
from pagus.kit_language.written import offset_text

__all__ = ["scenarios"]

QUIET_VALUES = 12
NOISY_VALUES = 50


def scenarios(answers: Answers) -> dict[str, dict[str, Any]]:
    """Which scenarios does a new kit begin with?

    Takes: the answers. Gives: the data of tests/scenarios/first.yaml, by name.
    """
    return {
        "quiet_course": _happy(answers),
        f"{answers.rule}_edge": _edge(answers),
        "silence_edge": _silence_edge(answers),
        "nothing_ever_comes": _silence(answers),
        "values_that_come_late": _outage(answers),
        "noise_within_the_limit": _budget(answers),
        "removed": _uninstall(answers),
    }


def _rhythm(answers: Answers) -> int:
    return answers.signal.entry.every or HOUR


def _point(answers: Answers, at: int, value: float, received: int | None = None) -> dict[str, Any]:
    late = {} if received is None else {"received": offset_text(received)}
    return {"signal": answers.signal.code, "at": offset_text(at), "value": value} | late


def _series(answers: Answers, count: int, values: list[float]) -> dict[str, Any]:
    every = _rhythm(answers)
    return {
        "signal": answers.signal.code,
        "from": "0d",
        "to": offset_text(count * every),
        "every": format_duration(every),
        "values": values,
    }


def _alert(answers: Answers, *, silent: bool, at: int | None = None) -> dict[str, Any]:
    rule = f"no_{answers.signal.code}" if silent else answers.rule
    when = {} if at is None else {"at": offset_text(at)}
    return {"rule": rule, **when, "severity": "warning" if silent else answers.severity}


def _happy(answers: Answers) -> dict[str, Any]:
    return {
        "title": "Usual values raise nothing",
        "kind": "happy",
        "given": {"observations": [_series(answers, QUIET_VALUES, [answers.usual])]},
        "when": {"until": offset_text(QUIET_VALUES * _rhythm(answers))},
        "then": {"alerts": []},
    }


def _edge(answers: Answers) -> dict[str, Any]:
    every = _rhythm(answers)
    values = (answers.usual, answers.limit, answers.beyond)
    return {
        "title": f"{answers.limit:g} is not past the limit, {answers.beyond:g} is",
        "kind": "boundary",
        "rule": answers.rule,
        "given": {"observations": [_point(answers, step * every, value) for step, value in enumerate(values)]},
        "when": {"until": offset_text(3 * every)},
        "then": {"alerts": [_alert(answers, silent=False, at=2 * every)]},
    }


def _silence_edge(answers: Answers) -> dict[str, Any]:
    silence = answers.signal.silence_ms
    return {
        "title": f"After {format_duration(silence)} without a value the silence is told",
        "kind": "boundary",
        "rule": f"no_{answers.signal.code}",
        "given": {"observations": [_point(answers, 0, answers.usual)]},
        "when": {"until": offset_text(2 * silence)},
        "then": {"alerts": [_alert(answers, silent=True, at=silence + 1)]},
    }


def _silence(answers: Answers) -> dict[str, Any]:
    silence = answers.signal.silence_ms
    return {
        "title": "Nothing ever comes",
        "kind": "silence",
        "given": {},
        "when": {"until": offset_text(2 * silence)},
        "then": {"alerts": [_alert(answers, silent=True, at=silence + 1)]},
    }


def _outage(answers: Answers) -> dict[str, Any]:
    silence = answers.signal.silence_ms
    late = _point(answers, silence // 2, answers.usual, received=silence + silence // 4)
    return {
        "title": "A value that comes late takes the silence back",
        "kind": "outage",
        "given": {"observations": [_point(answers, 0, answers.usual), late]},
        "when": {"until": offset_text(silence + silence // 2)},
        "then": {
            "alerts": [],
            "withdrawn": [{"rule": f"no_{answers.signal.code}", "at": offset_text(silence + 1)}],
        },
    }


def _budget(answers: Answers) -> dict[str, Any]:
    return {
        "title": f"{NOISY_VALUES} values that swing as far as the limit raise no alert",
        "kind": "false_alarm_budget",
        "given": {"observations": [_series(answers, NOISY_VALUES, [answers.usual, answers.limit])]},
        "when": {"until": offset_text(NOISY_VALUES * _rhythm(answers))},
        "then": {"most_alerts": 0},
    }


def _uninstall(answers: Answers) -> dict[str, Any]:
    silence = answers.signal.silence_ms
    return {
        "title": "Nothing is told after the kit was removed",
        "kind": "uninstall",
        "given": {"observations": [_point(answers, 0, answers.usual)]},
        "when": {"until": offset_text(3 * silence), "uninstall": offset_text(silence // 2)},
        "then": {"alerts": []},
    }
