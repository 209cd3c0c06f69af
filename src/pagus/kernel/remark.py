"""A sentence that keeps its message and its facts, so that a page can translate it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

__all__ = ["Remark"]


class Remark(str):
    """A sentence in English; ``key`` is its message with ``{facts}``."""

    key: str
    facts: Mapping[str, str]

    def __new__(cls, key: str, **facts: str) -> Remark:
        """Make the sentence from its message and its facts."""
        remark = super().__new__(cls, key.format(**facts))
        remark.key, remark.facts = key, facts
        return remark

    def in_words(self, translate: Callable[[str], str]) -> str:
        """What does it say in the language of ``translate`` (gettext)?"""
        return translate(self.key).format(**self.facts)
