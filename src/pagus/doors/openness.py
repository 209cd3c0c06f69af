"""Which doors are open, and to whom: what ``pagus doctor`` says of each.

A door that has a module ``openness`` with a function ``openness(workspace) -> tuple[Openness, ...]`` is found by it;
there is no list to add it to.
"""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
from dataclasses import dataclass
from types import ModuleType

import pagus.doors
from pagus.apps.workspace import Workspace
from pagus.errors import PagusError

__all__ = ["Openness", "doors", "reach_of_the_web"]


@dataclass(frozen=True, slots=True)
class Openness:
    """One way in: its name, where it is, who is let in, and whether it is guarded as it should be."""

    door: str
    where: str
    whom: str
    guarded: bool = True
    wrong: str = ""
    """What is not as it should be, and what would be right."""

    @property
    def finding(self) -> str:
        """In one line."""
        return f"{self.where}: {self.whom}" + (f"; {self.wrong}" if self.wrong else "")


def doors(workspace: Workspace) -> tuple[Openness, ...]:
    """Which ways into this workspace are there, and for whom? Django must be set up."""
    found: list[Openness] = []
    for door in sorted(each.name for each in pkgutil.iter_modules(pagus.doors.__path__) if each.ispkg):
        name = f"{pagus.doors.__name__}.{door}.openness"
        if importlib.util.find_spec(name) is not None:
            found += _of(importlib.import_module(name), door, workspace)
    return tuple(found)


def _of(module: ModuleType, door: str, workspace: Workspace) -> tuple[Openness, ...]:
    try:
        answer: tuple[Openness, ...] = module.openness(workspace)
    except PagusError as error:
        return (Openness(door, "not known", "not known", guarded=False, wrong=str(error)),)
    return answer


def reach_of_the_web(workspace: Workspace) -> str:
    """From where can the addresses of the web process be reached, as far as the workspace decides it?"""
    if workspace.is_demo:
        return "this machine only, as it is a demo"
    if not workspace.hosting.serves_tls:
        return "this machine only, as there is no TLS"
    return "wherever pagus serve --host listens, over TLS"
