"""Wrong pathways: one change each to the right kit, and what must be said of it."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["CASES", "Case"]


class Case(NamedTuple):
    """One change to the right pathway, a piece of the line that must be named, and what must be said."""

    old: str
    new: str
    at: str
    message: str
    remedy: str


CASES = {
    "misspelt key": Case(
        "  start: prescribed", "  begin: prescribed", "  begin:", "unknown key 'begin'", "moved, notices, owner"
    ),
    "unknown start": Case(
        "start: prescribed",
        "start: prescibed",
        "activity:",
        "no state is called 'prescibed'",
        "did you mean prescribed",
    ),
    "unknown target": Case(
        "to: advice}", "to: advise}", "to: advise", "no state is called 'advise'", "did you mean advice"
    ),
    "task of another state": Case(
        "{done: walk, to",
        "{done: treat, to",
        "{done: treat, to",
        "no task of this state is called 'treat'",
        "one of: walk",
    ),
    "unknown task": Case(
        "tasks: [interview]",
        "tasks: [intervew]",
        "prescribed:",
        "no task is called 'intervew'",
        "did you mean interview",
    ),
    "unknown timer": Case(
        "{timer: absent", "{timer: abscent", "{timer: abscent", "no timer of this state", "did you mean absent"
    ),
    "unknown notice": Case(
        "tells: [late]", "tells: [latte]", "    prescribed:", "no notice is called 'latte'", "did you mean late"
    ),
    "unknown form": Case(
        "{done: walk, to",
        "{answered: walkng, to",
        "answered: walkng",
        "no form of this pathway",
        "did you mean walking",
    ),
    "unknown pathway": Case(
        "calls: calling", "calls: caling", "contact:", "no pathway is called 'caling'", "did you mean calling"
    ),
    "unknown end": Case(
        "returned: reached",
        "returned: reeched",
        "returned: reeched",
        "no end of the called pathway",
        "did you mean reached",
    ),
    "unknown alert": Case(
        "{done: walk, to", "{alert: walk, to", "{alert: walk", "no rule is called 'walk'", "there is none"
    ),
    "role nobody holds": Case(
        "interview: {role: nurse",
        "interview: {role: educator",
        "interview: {role",
        "nobody holds the role 'educator'",
        "kit.yaml has roles",
    ),
    "the person as owner": Case(
        "owner: {role: coordinator", "owner: {role: person", "activity:", "cannot watch over it", "kit.yaml has roles"
    ),
    "escalation to oneself": Case(
        "sleep: {role: nurse, due: 30d, escalate: {to: coordinator",
        "sleep: {role: nurse, due: 30d, escalate: {to: nurse",
        "sleep: {role",
        "escalated to those who have not done it",
        "another role",
    ),
    "guard of a wrong unit": Case(
        "limitation >= 3", "'limitation >= quantity(3, \"kg\")'", "{done: interview, if", "kg (mass)", "same kind"
    ),
    "guard that is a number": Case(
        "limitation >= 3", "limitation + 3", "{done: interview, if", "the rule gives a number", "compare it"
    ),
    "guard on nothing": Case(
        "limitation >= 3", "limitatoin >= 3", "{done: interview, if", "no feature limitatoin", "did you mean limitation"
    ),
    "guard that never holds": Case(
        "limitation >= 3", "limitation > 3", "{done: interview, if", "never holds: limitation > 3", "limitation 0 to 3"
    ),
    "guard that contradicts itself": Case(
        "limitation >= 3",
        "limitation > 2 && limitation < 1",
        "{done: interview, if",
        "never holds",
        "limitation 0 to 3",
    ),
    "guard that is false": Case(
        "limitation >= 3", '"false"', "{done: interview, if", "never holds: false", "name a feature"
    ),
    "guard that always holds": Case(
        "limitation >= 3", "limitation >= 0", "{done: interview, if", "always holds", "remove what follows"
    ),
    "way behind one without if": Case(
        "- {done: interview, if: limitation >= 3, to: care}\n        - {done: interview, to: oriented}",
        "- {done: interview, to: oriented}\n        - {done: interview, if: limitation >= 3, to: care}",
        "{done: interview, if",
        "never taken",
        "put the one without if last",
    ),
}
