"""A small right kit with pathways and no rules, as texts by path: activity on prescription, with a called pathway."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

MESSAGES = """\
kit:
  title: Activity on prescription
  summary: A year of activity for people to whom it was prescribed.
  legal_basis: Provision of care.
  inclusion: Adults; those without a telephone are visited.
  disclaimer: Not an emergency service, call 15 or 112.
parameters:
  relay_sessions: {name: Sessions before the relay, note: No text gives this number.}
pathways:
  activity:
    title: Activity on prescription
    states:
      prescribed: {title: Prescribed}
      oriented: {title: To be oriented}
      care: {title: With a physiotherapist}
      programme: {title: In the programme}
      advice: {title: Food and sleep}
      eating: {title: Eating}
      eaten: {title: Eating is settled}
      sleeping: {title: Sleeping}
      slept: {title: Sleep is settled}
      contact: {title: To be called back}
      relay: {title: In a club}
      lost: {title: Lost from sight}
      away: {title: Handed over}
    tasks:
      interview: {title: First interview, advice: Listen first.}
      walk: {title: Walking test}
      treat: {title: Treatment}
      session: {title: Session}
      eat: {title: Talk about eating}
      sleep: {title: Talk about sleep}
    notices:
      invitation: {text: You are invited to a first interview.}
      late: {text: Nobody has come yet.}
    facts:
      limitation: {name: the limitation}
      who5: {name: the well-being}
      sessions: {name: the number of sessions}
  calling:
    title: Calling back
    states:
      trying: {title: Trying}
      reached: {title: Reached}
      given_up: {title: Given up}
    tasks:
      call: {title: Call}
"""

PATHWAYS = """\
activity:
  start: prescribed
  owner: {role: coordinator, within: 7d}
  evidence: {certainty: law, sources: [decree_2023]}
  moved: away
  facts:
    limitation: {range: [0, 3], task: interview}
    who5: {unit: "%", range: [0, 100], form: wellbeing}
    sessions: {counts: session}
  tasks:
    interview: {role: nurse, due: 14d, escalate: {to: coordinator, after: 7d}}
    walk: {role: nurse, due: 14d, form: walking, escalate: {to: coordinator, after: 7d}}
    treat: {role: nurse, due: 60d, form: wellbeing, escalate: {to: coordinator, after: 30d}}
    session: {role: nurse, due: 7d, repeats: true, escalate: {to: coordinator, after: 14d}}
    eat: {role: nurse, due: 30d, escalate: {to: coordinator, after: 7d}}
    sleep: {role: nurse, due: 30d, escalate: {to: coordinator, after: 7d}}
  notices:
    invitation: {to: person}
    late: {to: coordinator}
  states:
    prescribed:
      tasks: [interview]
      tells: [invitation]
      timers:
        reminder: {after: 10d, times: 2, tells: [invitation]}
        too_long: {after: 60d, tells: [late]}
      next:
        - {done: interview, if: limitation >= 3, to: care}
        - {done: interview, to: oriented}
        - {timer: too_long, to: contact}
    oriented:
      tasks: [walk]
      next:
        - {done: walk, to: advice}
    care:
      tasks: [treat]
      next:
        - {done: treat, if: 'who5 >= quantity(50, "%")', to: oriented}
        - {done: treat, to: lost}
    advice:
      branches: [eating, sleeping]
      joined: programme
    eating:
      tasks: [eat]
      next:
        - {done: eat, to: eaten}
    eaten: {end: branch}
    sleeping:
      tasks: [sleep]
      next:
        - {done: sleep, to: slept}
    slept: {end: branch}
    programme:
      tasks: [session]
      timers: {absent: {after: 120d}}
      next:
        - {if: sessions >= p.relay_sessions, to: relay}
        - {timer: absent, to: contact}
    contact:
      calls: calling
      next:
        - {returned: reached, to: oriented}
        - {returned: any, to: lost}
    relay: {end: completed}
    lost: {end: lost}
    away: {end: handed_over}
calling:
  start: trying
  owner: {role: coordinator, within: 7d}
  evidence: {certainty: law, sources: [decree_2023]}
  tasks:
    call: {role: coordinator, due: 7d}
  states:
    trying:
      tasks: [call]
      timers: {end: {after: 30d}}
      next:
        - {done: call, to: reached}
        - {cancelled: call, to: given_up}
        - {timer: end, to: given_up}
    reached: {end: completed}
    given_up: {end: stopped}
"""

SCENARIOS = """\
to_the_club:
  title: From the prescription to the club
  kind: pathway
  given:
    enrol: {pathway: activity}
    parameters: {relay_sessions: 2}
  when:
    events:
      - {at: 3d, done: interview, by: anna, facts: {limitation: 1}}
      - {at: 5d, answered: walking}
      - {at: 9d, done: eat}
      - {at: 10d, done: sleep}
      - {at: 12d, done: session}
      - {at: 15d, done: session}
    until: 20d
  then:
    path: [prescribed, oriented, advice, eaten, slept, programme, relay]
    states: [relay]
    outcome: completed
    tasks: []
    messages: [{notice: invitation, at: 0d}]
nobody_comes:
  title: Nobody comes, somebody calls, in vain
  kind: pathway
  given: {enrol: {pathway: activity}}
  when:
    events:
      - {at: 62d, cancelled: call}
    until: 70d
  then:
    path: [prescribed, contact, given_up, lost]
    states: [lost]
    messages:
      - {notice: invitation, at: 0d}
      - {notice: invitation, at: 10d}
      - {notice: invitation, at: 20d}
      - {notice: late, at: 60d}
called_back:
  title: Called back after an absence, then a move
  kind: pathway
  given: {enrol: {pathway: activity}}
  when:
    events:
      - {at: 61d, done: call}
      - {at: 70d, leaves: moved}
    until: 71d
  then:
    path: [prescribed, contact, reached, oriented, away]
    states: [away]
    outcome: handed_over
severe:
  title: The limitation was severe; late, it is known to have been light before the interview
  kind: pathway
  given: {enrol: {pathway: activity, facts: {limitation: 3}}}
  when:
    events:
      - {at: 2d, done: interview, by: anna}
      - {at: 9d, facts: {limitation: 1}, measured: 1d}
      - {at: 20d, answered: wellbeing, facts: {who5: 20}}
    until: 21d
  then:
    states: [lost]
    doubts: 1
treated:
  title: Treated, then nobody does the walking test in time
  kind: pathway
  given: {enrol: {pathway: activity}}
  when:
    events:
      - {at: 2d, done: interview}
      - {at: 4d, facts: {limitation: 3}}
      - {at: 20d, answered: wellbeing, facts: {who5: 60}}
    until: 42d
  then:
    states: [oriented]
    outcome: running
    tasks: [{task: walk, role: coordinator, due: 34d}]
absent:
  title: No session in a hundred and twenty days, and nobody answers
  kind: pathway
  given: {enrol: {pathway: activity, facts: {limitation: 0}}}
  when:
    events:
      - {at: 1d, done: interview}
      - {at: 2d, done: walk}
      - {at: 3d, done: eat}
      - {at: 4d, done: sleep}
    until: 160d
  then:
    path: [prescribed, oriented, advice, eaten, slept, programme, contact, given_up, lost]
    states: [lost]
"""

PATHWAY_KIT: Mapping[str, str] = {
    "kit.yaml": """\
format: 1
id: pagus/activity
version: 1.0.0
maturity: draft
licence: EUPL-1.2
publisher: The Pagus developers
subject: person
roles: [nurse, coordinator]
data_categories: [activity]
""",
    "parameters.yaml": """\
relay_sessions:
  selector: number
  unit: "1"
  default: 4
  control: bounded
  minimum: 1
  maximum: 50
  layers: [territory, person]
  evidence: {certainty: local}
""",
    "pathway/activity.yaml": PATHWAYS,
    "tests/scenarios/activity.yaml": SCENARIOS,
    "messages/fr.yaml": MESSAGES,
    "messages/en.yaml": MESSAGES,
    "messages/de.yaml": MESSAGES,
    "sources.bib": """\
@legislation{decree_2023,
  title = {Decree 2023-235 on adapted physical activity},
  year  = {2023},
  url   = {https://www.legifrance.gouv.fr/jorf/id/JORFTEXT000047381058}
}
""",
}


def write_pathway_kit(folder: Path, changes: Mapping[str, str | None] | None = None) -> Path:
    """Write the kit with some files replaced, added, or (None) left out. Gives the folder."""
    for path, text in {**PATHWAY_KIT, **(changes or {})}.items():
        if text is None:
            continue
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def pathway_changed(old: str, new: str) -> dict[str, str]:
    """The pathway file with one piece of its text replaced."""
    path = "pathway/activity.yaml"
    assert old in PATHWAY_KIT[path], f"{old!r} is not in {path}"
    return {path: PATHWAY_KIT[path].replace(old, new, 1)}
