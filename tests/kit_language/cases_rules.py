"""Wrong features and rules: one change each to the right kit, and what must be said of it."""

from __future__ import annotations

from tests.kit_language.cases import PARAMETERS, RULES, SIGNAL, Case

SILENCE_AND_GAIN = """\
  silence:
    kind: since_last
    signal: weight
rules:
  gain_high:
    when: gain > p.gain_limit
"""

RULE_CASES = {
    "feature of no signal": Case(
        RULES, "signal: weight", "signal: wieght", "wieght", "no signal", "did you mean weight"
    ),
    "unknown kind": Case(RULES, "kind: delta", "kind: change", "kind: change", "'change' is not allowed", ""),
    "window missing": Case(RULES, "    over: 3d\n", "", "gain:", "delta needs a window", "over: 14d"),
    "silence with a window": Case(
        RULES, "kind: since_last", "kind: since_last\n    over: 3d", "silence:", "has no window", "remove over"
    ),
    "band without evidence": Case(
        RULES,
        "    evidence: {certainty: study, sources: [esc_2021]}\n",
        "",
        "normal_share:",
        "thresholds",
        "beside band",
    ),
    "band upside down": Case(RULES, "at_most: 120", "at_most: 40", "band", "not below its upper end", "exchange"),
    "band outside the plausible range": Case(
        RULES, "above: 50", "above: 5", "band", "outside the plausible", "25 to 300"
    ),
    "coverage without rhythm": Case(SIGNAL, "  every: 1d\n", "", None, "needs the rhythm of weight", "add every"),
    "quantile in panes": Case(
        RULES, "kind: delta", "kind: quantile\n    probability: 0.5\n    panes: 1d", "gain:", "exact windows", "panes"
    ),
    "panes that do not fit": Case(RULES, "over: 3d", "over: 3d\n    panes: 2d", "gain:", "whole number of panes", ""),
    "dense window without panes": Case(SIGNAL, "every: 1d", "every: 1m", None, "kept for each subject", "panes: 1d"),
    "feature called by a word of the language": Case(
        RULES, "  gain:", "  min:", "min:", "is a word of the rule language", "min_value"
    ),
    "feature that nothing uses": Case(
        RULES,
        "  silence:\n",
        "  idle: {kind: last, signal: weight}\n  silence:\n",
        "idle",
        "no rule and no indicator",
        "remove it",
    ),
    "capital in a name": Case(RULES, "gain_high:", "GainHigh:", "GainHigh", "'GainHigh' is not a name", "rename"),
    "rule that cannot be read": Case(
        RULES, "gain > p.gain_limit", "gain > > 2", "gain > > 2", "stands where a value should be", "write a number"
    ),
    "rule with and": Case(
        RULES,
        "gain > p.gain_limit",
        "gain > p.gain_limit and true",
        "and true",
        "does not belong to the rule",
        "write &&",
    ),
    "unknown feature in a rule": Case(RULES, "when: gain >", "when: gian >", "when: gian", "gian", "did you mean gain"),
    "unknown parameter in a rule": Case(
        RULES, "p.gain_limit", "p.gain_limt", "gain_limt", "gain_limt", "did you mean p.gain_limit"
    ),
    "mass compared with a time": Case(
        RULES, "gain > p.gain", "silence > p.gain", "when: silence > p.gain", "silence is h (time)", "same kind"
    ),
    "bare number against a mass": Case(
        RULES, "p.gain_limit", "2.0", "when: gain > 2.0", "gain is kg (mass)", "quantity(2.0, 'kg')"
    ),
    "number as condition": Case(
        RULES, "gain > p.gain_limit", "gain - p.gain_limit", "when: gain -", "gives a number in kg", "compare it"
    ),
    "condition on nothing": Case(
        RULES, "gain > p.gain_limit", "p.gain_limit > quantity(2, 'kg')", "when", "no feature", ""
    ),
    "text that is too long": Case(
        RULES,
        "gain > p.gain_limit",
        "gain > p.gain_limit" + " && true" * 600,
        "when",
        "longer than 4000 characters",
        "split",
    ),
    "too many nodes": Case(
        RULES, "gain > p.gain_limit", "gain > p.gain_limit" + " && true" * 250, "when", "254 parts", "at most 200"
    ),
    "too deep": Case(
        RULES, "gain > p.gain_limit", f"'{'!' * 64}(gain > p.gain_limit)'", "when", "deeper than 32", "as features"
    ),
    "rule that never fires": Case(
        RULES,
        "gain > p.gain_limit",
        "gain > p.gain_limit + quantity(300, 'kg')",
        "when",
        "can never fire",
        "plausible range",
    ),
    "rule that always fires": Case(
        RULES,
        "silence > p.silence_limit",
        "silence >= quantity(0, 'h')",
        "when: silence",
        "is always true",
        "threshold",
    ),
    "end of a parameter that kills a rule": Case(
        PARAMETERS,
        "maximum: 4",
        "maximum: 400",
        None,
        "with gain_limit at its maximum, 400, this rule can never",
        "plausible",
    ),
    "silence that no timer follows": Case(
        RULES, "silence > p.silence_limit", "silence * 2 > p.silence_limit", "when: silence", "no timer", "compare it"
    ),
    "reminder without pause": Case(
        RULES, "    refractory: 3d\n", '    clear: "true"\n', "clear", "raised again at each evaluation", "refractory"
    ),
    "n of m upside down": Case(RULES, "1 of 1", "3 of 2", "confirm", "'3 of 2' is not n of m", "2 of 3"),
    "schedule with a late offset": Case(
        RULES, "refractory: 3d", "schedule: {every: 1d, offset: 1d}", "schedule", "shorter than every", ""
    ),
    "no rule that watches silence": Case(
        RULES, "mandatory: true", "mandatory: false", None, "alert when data stop", "mandatory: true"
    ),
    "mandatory rule that can be switched off": Case(
        PARAMETERS,
        "control: fixed",
        "control: free\n  layers: [territory]",
        None,
        "could switch this mandatory rule off",
        "bounded",
    ),
    "mandatory rule that silence does not raise": Case(
        RULES,
        "silence > p.silence_limit",
        "silence > p.silence_limit && gain > p.gain_limit",
        "when: silence",
        "can stay silent when nothing comes",
        "whatever the rest",
    ),
    "mandatory rule that waits": Case(
        RULES,
        "mandatory: true",
        "mandatory: true\n    confirm: 2 of 3",
        "confirm: 2 of 3",
        "confirmations that never come",
        "remove confirm",
    ),
    "parts that exclude each other": Case(
        RULES,
        "gain > p.gain_limit",
        "gain > p.gain_limit && gain < quantity(1.5, 'kg')",
        "when: gain",
        "with the default parameters this rule can never fire",
        "plausible range: gain -275 to 275 kg",
    ),
    "parts of which one always holds": Case(
        RULES,
        "gain > p.gain_limit",
        "gain > p.gain_limit || gain <= quantity(2, 'kg')",
        "when: gain",
        "with the default parameters this rule is always true",
        "plausible range",
    ),
    "threshold outside the plausible range": Case(
        RULES,
        "gain > p.gain_limit",
        "gain > p.gain_limit || gain > quantity(300, 'kg')",
        "when: gain",
        "the part gain > quantity(300, 'kg') never holds",
        "gain -275 to 275 kg",
    ),
    "comparison that says nothing": Case(
        RULES,
        "gain > p.gain_limit",
        "gain > p.gain_limit && normal_share <= 1.0",
        "when: gain",
        "the part normal_share <= 1.0 always holds",
        "normal_share 0 to 1",
    ),
    "shares that add up to more than all": Case(
        RULES,
        SILENCE_AND_GAIN,
        "  heavy_share:\n    kind: share_in_range\n    signal: weight\n    over: 30d\n    band: {above: 120}\n"
        "    evidence: {certainty: study, sources: [esc_2021]}\n"
        + SILENCE_AND_GAIN.replace(
            "gain > p.gain_limit", "gain > p.gain_limit && normal_share > 0.7 && heavy_share > 0.4"
        ),
        "when: gain",
        "the shares normal_share and heavy_share do not add up",
        "1, and no more",
    ),
    "two rules of one condition": Case(
        RULES,
        "  no_weight:\n",
        "  gain_again:\n    when: p.gain_limit < gain\n    severity: warning\n    evidence: {certainty: local}\n"
        "  no_weight:\n",
        "when: p.gain_limit < gain",
        "fires whenever gain_high does",
        "remove it or gain_high",
    ),
    "rule that never arms itself again": Case(
        RULES,
        "    refractory: 3d\n",
        "    clear: gain < quantity(-300, 'kg')\n",
        "clear",
        "would fire once and never again",
        "gain -275 to 275 kg",
    ),
    "rule that waits for nothing": Case(
        RULES,
        "    refractory: 3d\n",
        "    clear: gain < quantity(300, 'kg')\n",
        "clear",
        "the rule waits for nothing",
        'clear: "true"',
    ),
    "number without evidence": Case(
        RULES,
        "    group: weight\n    evidence: {certainty: consensus, sources: [esc_2021]}\n",
        "    group: weight\n",
        "gain_high:",
        "evidence is missing",
        "say where the number comes from",
    ),
}
