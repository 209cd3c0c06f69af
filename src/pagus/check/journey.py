"""From territory A to territory B over HTTP: B reads what A runs, accepts it, installs it, and ends it again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pagus.check.browser import Answer, Visitor
from pagus.check.endpoints import Expectation
from pagus.check.server import RunningDemo
from pagus.kit_language import shipped_kit

__all__ = ["walk_to_b"]

OFFERED = f"/console/registries/neighbours/pagus/diabetes-home/{shipped_kit('diabetes-home').version}/"
PLAN = f"{OFFERED}install/?mode=investigational"
_INSTALLATION = re.compile(r"/console/installations/(\d+)/")


def walk_to_b(b: RunningDemo) -> Iterator[Expectation]:
    """Take the way of the coordinator and the clinical lead of B, each step a page or a form that they see."""
    coordinator, clinician = _visitor(b, "coordinator", "fr"), _visitor(b, "clinician", "de")
    yield _seen("B: the registries", coordinator.get("/console/registries/"), "Territory A")
    yield _seen("B: the kit that A runs, with who signed it", coordinator.get(OFFERED), "Territory A")
    refused = coordinator.post(f"{OFFERED}install/", {"mode": "investigational"}, PLAN)
    yield Expectation("B: nobody has accepted it yet", 0, int(bool(_INSTALLATION.fullmatch(refused.path))))
    digest = clinician.get(f"{OFFERED}acceptance/").page().hidden.get("digest", "")
    form = {"digest": digest, "read": "on", "words": "Regeln, Werte und Quellen gelesen (Demo)"}
    accepted = clinician.post(f"{OFFERED}acceptance/", form)
    yield Expectation("B: the clinical lead accepts it", 200, accepted.status, accepted.path)
    installed = coordinator.post(f"{OFFERED}install/", {"mode": "investigational"}, PLAN)
    yield _seen("B: the coordinator installs it, and who accepted it is named", installed, "clinician")
    found = _INSTALLATION.fullmatch(installed.path)
    number = found[1] if found else "0"
    here = f"/console/installations/{number}/"
    for path in (f"{here}rollback/", f"{here}end/", "/console/audit/"):
        yield Expectation(f"B: {path}", 200, coordinator.get(path).status)
    ended = coordinator.post(f"{here}end/", {"reason": "le contrôle est fini"})
    yield _seen("B: the coordinator ends it, with a reason", ended, "le contrôle est fini")


def _visitor(demo: RunningDemo, role: str, language: str) -> Visitor:
    visitor = Visitor(demo.host, demo.port, language)
    visitor.post("/login", {"username": role, "password": demo.logins[role]})
    return visitor


def _seen(name: str, answer: Answer, *words: str) -> Expectation:
    """The page came, and it says one of these words."""
    text = answer.body.decode("utf-8", "replace")
    said = any(word in text for word in words)
    found = answer.status if said or answer.status != 200 else 204
    return Expectation(name, 200, found, "" if said else f"{answer.path} says none of {', '.join(words)}")
