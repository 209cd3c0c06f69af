"""A small right kit with pathways and no rules, as texts by path: activity on prescription, with a called pathway."""

from __future__ import annotations

from collections.abc import Mapping

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
