"""One negative case: a valid document, what is changed in it, and the rule that this breaks."""

from __future__ import annotations

import copy
import json
import re
from typing import Any, NamedTuple

from tests.fhir_r4 import documents


class Removed:
    """Stands for "take it out"."""

    def __repr__(self) -> str:
        return "removed"


REMOVED = Removed()


class Case(NamedTuple):
    """``path`` names the property changed; ``code`` is the OperationOutcome code, ``key`` the invariant."""

    document: str
    path: str
    value: Any
    rule: str
    code: str
    key: str = ""

    def body(self) -> bytes:
        """The document with the change, as JSON."""
        changed = copy.deepcopy(documents.VALID[self.document])
        steps: list[Any] = [int(step) if step.isdigit() else step for step in re.findall(r"[^.\[\]]+", self.path)]
        parent: Any = changed
        for step in steps[:-1]:
            parent = parent[step] if isinstance(parent, list) else parent.setdefault(step, {})
        if self.value is REMOVED:
            del parent[steps[-1]]
        elif isinstance(parent, list) and steps[-1] == len(parent):
            parent.append(self.value)
        else:
            parent[steps[-1]] = self.value
        return json.dumps(changed).encode()

    def __str__(self) -> str:
        return f"{self.document}-{self.path}-{self.value!r:.40}"
