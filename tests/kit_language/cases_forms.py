"""A right form with its words, and one change each that makes it wrong: old, new, a piece of the line, what is said."""

from __future__ import annotations

FORM = """\
tiredness:
  version: 1.0.0
  wording: working
  terms: free
  evidence: {certainty: study, sources: [esc_2021]}
  choices:
    how_much: {none: 0, some: 1, much: 2}
  items:
    effort: {kind: group}
    stairs: {kind: choice, options: how_much, group: effort}
    walking: {kind: choice, options: how_much, group: effort, when: stairs > 'none', points_if_not_asked: 0}
    weight: {kind: decimal, unit: kg, range: [20, 300], optional: true}
    height: {kind: decimal, unit: cm, range: [80, 230], optional: true}
  calculated:
    bmi: {formula: weight / (height * height), unit: kg/m2}
  scores:
    total:
      kind: sum
      of: [stairs, walking]
      evidence: {certainty: study, sources: [esc_2021]}
      bands: [{at_most: 1, name: little}, {name: strong}]
  flags:
    worn_out:
      when: total >= 4
      severity: high
      evidence: {certainty: local}
"""
WORDS = """\
forms:
  tiredness:
    title: Tiredness
    purpose: How tired.
    licence: Ours.
    choices:
      how_much: {none: None at all, some: Some, much: Much}
    items:
      effort: {text: With effort}
      stairs: {text: On stairs}
      walking: {text: Walking}
      weight: {text: Weight}
      height: {text: Height, help: Without shoes}
    calculated:
      bmi: {name: the index}
    scores:
      total:
        name: the tiredness
        bands: {little: A little, strong: Strong}
    flags:
      worn_out: {title: Worn out, advice: Call today., note: Ours.}
"""


FAULTS = {
    "unknown choices": (
        "options: how_much, group: effort}",
        "options: how_mch, group: effort}",
        "options: how_mch",
        "no choices are called 'how_mch'",
        "did you mean how_much?",
    ),
    "choices nobody uses": (
        "choices:\n",
        "choices:\n    other: {a: 1, b: 2}\n",
        "other:",
        "no item uses these choices",
        "remove",
    ),
    "half of the points": ("some: 1,", "some: ,", "stairs:", "some has no points, and others have", "to each option"),
    "unknown group": (
        "group: effort}",
        "group: efort}",
        "group: efort",
        "no group is called 'efort'",
        "did you mean effort?",
    ),
    "an empty group": (
        "    effort: {kind: group}\n",
        "    effort: {kind: group}\n    rest: {kind: group}\n",
        "rest:",
        "the group is empty",
        "add group: rest",
    ),
    "a group after its item": (
        "    effort: {kind: group}\n    stairs:",
        "    stairs:",
        None,
        "no group is called 'effort'",
        "there is none here",
    ),
    "something between": (
        "    walking: {",
        "    note: {kind: text}\n    walking: {",
        "walking: {",
        "other items stand between it and its group",
        "directly after",
    ),
    "unknown name": (
        "when: stairs > 'none'",
        "when: stair > 'none'",
        "walking: {",
        "there is no feature stair",
        "did you mean stairs?",
    ),
    "unknown word": (
        "when: stairs > 'none'",
        "when: stairs > 'nun'",
        "walking: {",
        "stairs is never 'nun'",
        "it is one of none, some, much",
    ),
    "units that differ": (
        "when: stairs > 'none'",
        "when: weight > 3",
        "walking: {",
        "3 is 1 (a pure number) and weight is kg",
        "quantity",
    ),
    "asked later": (
        "when: stairs > 'none'",
        "when: \"weight > quantity(50, 'kg')\"",
        "walking: {",
        "its condition reads weight, which is asked after it",
        "put weight before walking",
    ),
    "a condition that always holds": (
        "when: stairs > 'none'",
        "when: stairs >= 'none'",
        "walking: {",
        "this condition always holds",
        "remove",
    ),
    "a flag that never can be": (
        "when: total >= 4",
        "when: total >= 5",
        "when: total >= 5",
        "this condition never holds",
        "compare with",
    ),
    "waits for itself": (
        "when: stairs > 'none'",
        "when: total > 2",
        "walking: {",
        "these wait for each other",
        "let one of them",
    ),
    "a sum of nothing": (
        "of: [stairs, walking]",
        "of: [stairs, walkin]",
        "of: [stairs",
        "nothing here is called 'walkin'",
        "did you mean walking?",
    ),
    "a sum of two units": (
        "of: [stairs, walking]",
        "of: [stairs, walking, weight]",
        "of: [stairs",
        "weight is in kg, the sum in 1",
        "unit",
    ),
    "a band out of reach": (
        "at_most: 1",
        "at_most: 9",
        "bands:",
        "9 lies outside what total can be",
        "it goes from 0 to 4",
    ),
    "a formula in another unit": ("unit: kg/m2", "unit: kg", "bmi:", "the formula gives kg/cm2", "another unit"),
    "an unknown unit": ("unit: kg,", "unit: kgs,", "weight: {", "'kgs' is not a UCUM unit", "did you mean 'kg'"),
    "two of one name": (
        "    bmi:",
        "    stairs_points:",
        "",
        "two parts of the form are called stairs_points",
        "differ",
    ),
    "a reserved word": ("    weight: {", "    max: {", "max: {", "max is a word of the rule language", "max_value"),
    "a number without range": (
        ", range: [20, 300]",
        "",
        "weight: {",
        "a number needs the range of what can be answered",
        "as range",
    ),
    "a range upside down": ("[20, 300]", "[300, 20]", "weight: {", "range is [lowest, highest]", "smaller"),
    "bands that fall": (
        "{at_most: 1, name: little}",
        "{at_most: 1, name: little}, {at_most: 1, name: more}",
        "bands:",
        "steps rise",
        "",
    ),
    "no last band": ("{name: strong}", "{at_most: 3, name: strong}", "bands:", "each step has an end but the last", ""),
    "other evaluator": (
        "kind: sum",
        "kind: median",
        "kind: median",
        "'median' is not allowed here",
        "linear, rules, steps, sum",
    ),
    "parts of another evaluator": ("kind: sum", "kind: linear", "total:", "a score of kind linear has terms", ""),
    "no source": (
        "sources: [esc_2021]}\n      bands",
        "sources: [esc_2020]}\n      bands",
        "sources: [esc_2020]",
        "sources.bib has no entry 'esc_2020'",
        "esc_2021",
    ),
    "no certainty": (
        "      evidence: {certainty: study, sources: [esc_2021]}\n      bands",
        "      bands",
        "total:",
        "evidence is missing",
        "say where",
    ),
    "points without condition": (
        ", when: stairs > 'none'",
        "",
        "walking: {",
        "points_if_not_asked belongs to an item with when",
        "remove",
    ),
}
