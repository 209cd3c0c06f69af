"""Cohorts: a profile -> simulated people who measure at home, with what happens to them. Read first: ``simulate``."""

from pagus.engines.cohorts.model import Cohort
from pagus.engines.cohorts.simulation import simulate

__all__ = ["Cohort", "simulate"]
