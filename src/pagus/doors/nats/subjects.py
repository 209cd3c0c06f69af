"""The subjects: ``pagus.in.v1.PARTITION.SOURCE.observations`` (or senml), and ``pagus.out.v1.SOURCE`` for answers.

A source always writes to the same partition, and one worker reads a partition: what a source sends is read in order.
The partition is work sharing and nothing else: a message in a wrong one is taken just so.
"""

from __future__ import annotations

import zlib
from typing import NamedTuple

from pagus.apps.workspace_settings.buses import MOST_WORKERS
from pagus.doors.observation_body import OBSERVATIONS

__all__ = [
    "EVERYTHING",
    "PARTITIONS",
    "STREAM",
    "Subject",
    "answers_subject",
    "partition_of",
    "partition_subjects",
    "read_subject",
    "subject_of",
]

STREAM = "PAGUS_IN"
PARTITIONS = MOST_WORKERS
"""Twelve: shared out evenly by 1, 2, 3, 4, 6 and 12 workers."""
_ROOT = "pagus.in.v1"
EVERYTHING = f"{_ROOT}.>"


class Subject(NamedTuple):
    """Who sends, and what kind of message."""

    source: str
    kind: str


def partition_of(source: str) -> int:
    """In which partition is this source?"""
    return zlib.crc32(source.encode()) % PARTITIONS


def subject_of(source: str, kind: str = OBSERVATIONS) -> str:
    """Where this source publishes messages of this kind."""
    return f"{_ROOT}.{partition_of(source):02}.{source}.{kind}"


def partition_subjects(partition: int) -> str:
    """What is published in this partition."""
    return f"{_ROOT}.{partition:02}.>"


def answers_subject(source: str) -> str:
    """Where this source is answered."""
    return f"pagus.out.v1.{source}"


def read_subject(subject: str) -> Subject:
    """Who sends on this subject, and what? What has no source gets the name ``?``, which no source can have."""
    _, source, kind = [*subject[len(_ROOT) + 1 :].split(".", 2), "?", "?"][:3]
    return Subject(source, kind)
