"""The topics: ``pagus/v1/SOURCE/observations``, ``.../senml``, and ``.../answers`` for what the device is told.

The source stands in the topic, because a broker can confine each of its clients to one branch, and tells a subscriber
nothing else of who published.
"""

from __future__ import annotations

from typing import NamedTuple

from pagus.doors.observation_body import ANSWERS

__all__ = ["EVERYTHING", "ROOT", "Topic", "answers_topic", "branch", "read_topic"]

ROOT = "pagus/v1"
EVERYTHING = f"{ROOT}/#"


class Topic(NamedTuple):
    """Whose branch a topic is in, and what is sent there."""

    source: str
    kind: str


def read_topic(topic: str) -> Topic | None:
    """Which branch is this topic in? None when it is in none: outside of ours, or without a source."""
    version, _, rest = topic[len(ROOT) + 1 :].partition("/")
    if not topic.startswith(f"{ROOT}/") or not version or not rest:
        return None
    return Topic(version, rest)


def branch(source: str) -> str:
    """What every topic of this source begins with."""
    return f"{ROOT}/{source}/"


def answers_topic(source: str) -> str:
    """Where this source is answered."""
    return branch(source) + ANSWERS
