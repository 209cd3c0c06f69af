"""Backtest: alerts and what happened -> sensitivity, predictive value, lead time, burden. Read first: ``judge``."""

from pagus.engines.backtest.judging import judge
from pagus.engines.backtest.model import Measure, Question, Verdict

__all__ = ["Measure", "Question", "Verdict", "judge"]
