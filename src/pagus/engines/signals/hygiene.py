"""Between "the condition is true" and "somebody is called": confirm, sustain, hysteresis, refractory time.

One evaluation of one rule for one subject goes through, in this order: the verdict (true, false, unknown); n of m
(true in n of the last m evaluations); sustained (true since long enough, without a false or unknown between); armed
(after a firing, only ``clear`` arms again, or, without ``clear``, a false verdict: unknown does not); the refractory
time since the last firing. Only a true verdict fires. ``RuleState`` is what is remembered between two evaluations;
``judge`` is the whole machine. Replay does the same on columns (``judged_columns.py``); tests hold them together.
"""

from __future__ import annotations

from typing import NamedTuple

from pagus.engines.signals.model import RulePlan, Verdict

__all__ = ["IDLE", "RuleState", "judge", "remembered"]


class RuleState(NamedTuple):
    """What one rule remembers about one subject. ``recent`` has a bit for each of the last m evaluations."""

    armed: bool = True
    last_fired: int | None = None
    recent: int = 0
    true_since: int | None = None


IDLE = RuleState()
"""The state of a rule about which there is nothing to remember; shared, to keep subjects small."""


def judge(rule: RulePlan, state: RuleState, t: int, verdict: Verdict, cleared: Verdict) -> tuple[RuleState, bool]:
    """Does the rule fire at this evaluation, and what does it remember?

    Takes: the plan, its state, the instant in ms (later than that of the evaluation before), the verdict of ``when``
    and of ``clear`` (ignored where the rule has none). Gives: the next state, and whether it fires.
    """
    true = verdict is True
    n, m = rule.confirm
    recent = ((state.recent << 1) | true) & ((1 << m) - 1) if m > 1 else 0
    true_since = None
    if true and rule.sustained_ms:
        true_since = t if state.true_since is None else state.true_since
    armed = state.armed or (verdict is False if rule.clear is None else cleared is True)
    fires = (
        true
        and armed
        and (m == 1 or recent.bit_count() >= n)
        and (true_since is None or t - true_since >= rule.sustained_ms)
        and (state.last_fired is None or t - state.last_fired >= rule.refractory_ms)
    )
    if fires:
        return RuleState(False, t, recent, true_since), True
    return remembered(rule, RuleState(armed, state.last_fired, recent, true_since), t), False


def remembered(rule: RulePlan, state: RuleState, t: int) -> RuleState:
    """What is worth remembering of a state? A firing that holds nothing back any more is forgotten.

    Takes: the plan, its state after the evaluation at ``t`` (ms). Gives: the state to keep, ``IDLE`` itself at rest.
    """
    if state.armed and state.last_fired is not None and t - state.last_fired >= rule.refractory_ms:
        state = state._replace(last_fired=None)
    return IDLE if state == IDLE else state
