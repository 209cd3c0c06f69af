"""Wrong pathways whose states, timers, facts or calls are wrong: one change each, and what must be said of it."""

from __future__ import annotations

from tests.kit_language.pathway_cases import Case

__all__ = ["GRAPH_CASES"]

CALLING = """\
      tasks: [call]
      timers: {end: {after: 30d}}
      next:
        - {done: call, to: reached}
        - {cancelled: call, to: given_up}
        - {timer: end, to: given_up}
"""
GRAPH_CASES = {
    "state without exit": Case("lost: {end: lost}", "lost: {}", "    lost:", "this state has no exit", "add next:"),
    "no end from here": Case(
        "- {done: treat, if: 'who5 >= quantity(50, \"%\")', to: oriented}\n        - {done: treat, to: lost}",
        "- {done: treat, to: care}",
        "    care:",
        "no end can ever be reached",
        "a state with end:",
    ),
    "state nobody reaches": Case(
        "to: care}", "to: oriented}", "    care:", "nobody can ever reach this state", "lead to care"
    ),
    "nobody watches": Case(
        "walk: {role: nurse, due: 14d, form: walking, escalate: {to: coordinator, after: 7d}}",
        "walk: {role: nurse, due: 14d, form: walking}",
        "    oriented:",
        "somebody can be forgotten here",
        "add a timer",
    ),
    "nobody follows the person": Case(
        "walk: {role: nurse, due: 14d, form: walking, escalate: {to: coordinator, after: 7d}}",
        "walk: {role: person, due: 14d, form: walking}",
        "    oriented:",
        "nobody follows when the person does not do walk",
        "escalate: to a task",
    ),
    "no way may be taken": Case(
        "- {done: treat, to: lost}",
        "- {done: treat, if: 'who5 < quantity(20, \"%\")', to: lost}",
        "    care:",
        "after treat is done it may be that no way is taken",
        "without if",
    ),
    "end of a branch outside": Case(
        "relay: {end: completed}", "relay: {end: branch}", "    relay:", "outside of branches", "completed"
    ),
    "timer that does nothing": Case(
        "too_long: {after: 60d, tells: [late]}",
        "too_long: {after: 60d, tells: [late]}\n        idle: {after: 3d}",
        "idle:",
        "nothing happens when the timer idle comes",
        "tells: [NOTICE]",
    ),
    "timer and escalation of one instant": Case(
        "absent: {after: 120d}}\n      next:",
        "absent: {after: 21d}}\n      next:\n        - {escalated: session, to: lost}",
        "    programme:",
        "come at the same instant, 3w after the entry",
        "let one come later",
    ),
    "escalation that never comes": Case(
        "{cancelled: call, to",
        "{escalated: call, to",
        "{escalated: call",
        "the task call is never escalated",
        "add escalate",
    ),
    "circle of calls": Case(
        CALLING,
        "      calls: activity\n      next: [{returned: any, to: reached}, {if: 'true', to: given_up}]\n",
        "    contact:",
        "in a circle: activity -> calling -> activity",
        "without calling the next",
    ),
    "return that is not sure": Case(
        "{returned: any, to: lost}",
        "{returned: given_up, if: sessions > 3, to: lost}",
        "    contact:",
        "no way is sure when calling ends with given_up",
        "returned: any",
    ),
    "fact that is a word of the language": Case(
        "    sessions: {counts: session}",
        "    sessions: {counts: session}\n    has: {range: [0, 1], task: eat}",
        "    has:",
        "cannot be a name",
        "has_value",
    ),
    "fact of no task": Case(
        "{counts: session}", "{counts: sesion}", "sessions:", "no task is called 'sesion'", "did you mean session"
    ),
    "form that no task fills": Case(
        "form: wellbeing}\n    sessions",
        "form: wellbeings}\n    sessions",
        "who5:",
        "no task of this pathway fills the form wellbeings",
        "add form: wellbeings",
    ),
    "fact in no unit": Case(
        'unit: "%", range: [0, 100]', "unit: percent, range: [0, 100]", "who5:", "percent", "did you mean"
    ),
    "fact without range": Case(
        "limitation: {range: [0, 3], task", "limitation: {task", "limitation:", "a fact needs range", "lowest, highest"
    ),
    "task called look": Case(
        "    sleep: {role",
        "    look: {role: nurse, due: 3d}\n    sleep: {role",
        "    look:",
        "look is the task that the engine opens",
        "call it otherwise",
    ),
    "task in no state": Case(
        "    sleep: {role",
        "    idle: {role: nurse, due: 3d}\n    sleep: {role",
        "    idle:",
        "no state has this task",
        "remove it",
    ),
    "notice that nothing tells": Case(
        "    late: {to: coordinator}",
        "    late: {to: coordinator}\n    idle: {to: person}",
        "    idle:",
        "nothing tells this notice",
        "remove it",
    ),
    "two triggers": Case(
        "{done: walk, to",
        "{done: walk, timer: walk, to",
        "{done: walk, timer",
        "waits for one thing",
        "keep one of done and timer",
    ),
    "no trigger": Case(
        "{done: walk, to: advice}", "{to: advice}", "{to: advice", "a transition needs done", "say what it waits for"
    ),
    "branches without joined": Case(
        "      joined: programme\n", "", "    advice:", "branches and joined belong together", "joined names"
    ),
    "ends and goes on": Case(
        "lost: {end: lost}", "lost: {end: lost, tasks: [walk]}", "    lost:", "has no tasks", "remove end"
    ),
    "moved to nowhere": Case("moved: away", "moved: abroad", "activity:", "no state is called 'abroad'", "one of:"),
    "migration from later": Case(
        "  moved: away",
        "  moved: away\n  migrates: [{since: 1.2.0}]",
        "migrates:",
        "nobody can come from 1.2.0",
        "earlier version",
    ),
    "assumption of nothing": Case(
        "  moved: away",
        "  moved: away\n  assume: {drop_out: {programm: 0.1}}",
        "assume:",
        "no state is called 'programm'",
        "did you mean programme",
    ),
    "assumption that cannot be": Case(
        "  moved: away",
        "  moved: away\n  assume: {facts: {limitation: {values: [4]}}}",
        "assume:",
        "a value that cannot be",
        "goes from 0 to 3",
    ),
    "source that is missing": Case(
        "sources: [decree_2023]",
        "sources: [decree_2024]",
        "evidence:",
        "no entry 'decree_2024'",
        "did you mean decree_2023",
    ),
    "start that ends": Case(
        "start: prescribed", "start: away", "    away:", "ends where it starts", "a state that waits"
    ),
}
