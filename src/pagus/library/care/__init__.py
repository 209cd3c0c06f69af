"""What the codes of national registers mean for the directory: kinds of facilities, services, professions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ruamel.yaml import YAML

__all__ = ["Category", "finess_categories", "register_codes"]


@dataclass(frozen=True, slots=True)
class Category:
    """What a facility of this category is: its kind, and the services it is known to give."""

    kind: str
    services: tuple[str, ...]


@cache
def finess_categories() -> Mapping[str, Category]:
    """Which FINESS categories are care that somebody seeks? Gives them by code; the others are not in the directory."""
    rows: Mapping[str, list[Any]] = _content("finess.yaml")["categories"]
    return {str(code): Category(row[0], tuple(row[1:])) for code, row in rows.items()}


@cache
def register_codes(register: str) -> Mapping[str, str]:
    """Which profession does each code or column of a register mean?

    Takes: ``rpps``, ``bpe`` or ``sirene``. Gives: code -> profession; a code that is absent is not in the directory.
    """
    rows: Mapping[Any, str] = _content("registers.yaml")[register]
    return {str(code): profession for code, profession in rows.items()}


def _content(name: str) -> Mapping[str, Any]:
    text = files(__name__).joinpath(name).read_text(encoding="utf-8")
    content: Mapping[str, Any] = YAML(typ="safe", pure=True).load(text)
    return content
