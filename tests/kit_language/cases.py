"""Wrong kits: one change each to the right kit, and what must be said of it. The page "Mend a kit" shows them all."""

from __future__ import annotations

from typing import NamedTuple

from tests.kit_language.example_kit import KIT


class Case(NamedTuple):
    """One change to the right kit. ``at`` is a piece of the line that must be named; None for a whole file."""

    path: str
    old: str
    new: str
    at: str | None
    message: str
    remedy: str


KIT_FILE, PARAMETERS, SIGNAL, RULES = "kit.yaml", "parameters.yaml", "signals/weight.yaml", "rules/weight.yaml"
INDICATOR, SCENARIO, GERMAN, SOURCES = (
    "indicators/weight.yaml", "tests/scenarios/weight.yaml", "messages/de.yaml", "sources.bib",
)  # fmt: skip
CATEGORIES = "data_categories: [health]\n"

FILE_CASES = {
    "misspelt key": Case(
        KIT_FILE, "maturity:", "maturty:", "maturty", "unknown key 'maturty'", "did you mean maturity"
    ),
    "missing key": Case(KIT_FILE, "licence: EUPL-1.2\n", "", "format", "licence is missing", "add licence"),
    "other format": Case(KIT_FILE, "format: 1", "format: 2", "format", "format 2 is not known", "format: 1"),
    "id without publisher": Case(KIT_FILE, "pagus/weight-home", "weight", "id:", "the form wanted", "pagus/diabetes"),
    "number as version": Case(KIT_FILE, "1.0.0", "1.0", "version", "expected a text, found the number 1", "quotes"),
    "unknown maturity": Case(KIT_FILE, "draft", "beta", "maturity", "'beta' is not allowed", "draft"),
    "unknown role": Case(KIT_FILE, "[nurse]", "[nurze]", "roles", "'nurze' is not allowed", "did you mean nurse"),
    "clinical without device": Case(
        KIT_FILE, KIT["kit.yaml"].splitlines()[-1], "", "format", "medical-device facts", "add device"
    ),
    "device without clinical": Case(
        KIT_FILE, "clinical: true", "clinical: false", "device", "device belongs to a clinical kit", "clinical: true"
    ),
    "table that no indicator reads": Case(
        KIT_FILE, "clinical: true", "clinical: true\ntables: [atmo_index]", "tables", "no indicator reads", "remove"
    ),
    "kinds of what is no thing": Case(
        KIT_FILE, "clinical: true", "clinical: true\nkinds: [school_kitchen]", "kinds", "only things", "remove kinds"
    ),
    "unknown unit": Case(PARAMETERS, "unit: kg", "unit: kgg", "unit: kgg", "not a UCUM unit", "did you mean 'kg'"),
    "text for a number": Case(PARAMETERS, "default: 2", 'default: "2"', "default", "found the text '2'", "quotes"),
    "not a number": Case(PARAMETERS, "default: 2", "default: .nan", "default", "found the text '.nan'", "quotes"),
    "endless number": Case(PARAMETERS, "default: 2", "default: 1e999", "default", "finite number", "plain number"),
    "default out of bounds": Case(
        PARAMETERS, "default: 2", "default: 9", "gain_limit", "default 9 is not between minimum 1", "kit-format.md"
    ),
    "bounded without bounds": Case(
        PARAMETERS, "  maximum: 4\n", "", "gain_limit", "needs minimum and maximum", "make it free"
    ),
    "fixed with layers": Case(
        PARAMETERS,
        "control: fixed",
        "control: fixed\n  layers: [team]",
        "silence_limit",
        "layers say who",
        "none for fixed",
    ),
    "share above one": Case(
        PARAMETERS,
        "selector: threshold\n  unit: kg",
        'selector: share\n  unit: "1"',
        "default: 2",
        "between 0 and 1",
        "0.7",
    ),
    "duration in kilograms": Case(
        PARAMETERS, "selector: threshold", "selector: duration", "unit: kg", "not measured in kg", "write h"
    ),
    "evidence without source": Case(
        PARAMETERS, ", sources: [esc_2021]", "", "evidence", "needs at least one key of sources.bib", ""
    ),
    "source that is not there": Case(
        PARAMETERS, "esc_2021", "esc_2012", "esc_2012", "has no entry 'esc_2012'", "did you mean esc_2021"
    ),
    "unknown certainty": Case(PARAMETERS, "consensus", "sure", "evidence", "'sure' is not allowed", "consensus"),
    "parameter that no rule uses": Case(
        RULES, "gain > p.gain_limit", "gain > quantity(2, 'kg')", None, "no rule uses this parameter", "remove it"
    ),
    "range upside down": Case(SIGNAL, "[25, 300]", "[300, 25]", "weight:", "lowest, highest", "the smaller"),
    "endless rhythm": Case(SIGNAL, "every: 1d", "every: 1y", "every", "not a duration", "5m"),
    "duration without unit": Case(SIGNAL, "every: 1d", "every: 1", "every", "1 is not a duration", "5m, 72h or 14d"),
    "wrong LOINC": Case(SIGNAL, "29463-7", "weight", "loinc", "the form wanted", "99504-3"),
    "unknown conversion": Case(
        SIGNAL,
        "every: 1d",
        "every: 1d\n  accepts: [ppb_to_ug_m3:n02]",
        "accepts",
        "no conversion is called",
        "ppb_to_ug_m3:",
    ),
    "conversion of another unit": Case(
        SIGNAL, "every: 1d", "every: 1d\n  accepts: [ppb_to_ug_m3:no2]", "accepts", "the signal is in kg", "another"
    ),
    "indicator with a parameter": Case(
        INDICATOR,
        "normal_share >= 0.9",
        "gain > p.gain_limit",
        "numerator",
        "another number",
        "write the number itself",
    ),
    "indicator of two kinds": Case(INDICATOR, "kind: share_of", "kind: mean_of", "steady", "mean_of_subjects has", ""),
    "share with a unit": Case(INDICATOR, 'unit: "1"', "unit: kg", "unit", "a share has no unit", '"1"'),
    "missing translation": Case(
        GERMAN, "  gain: {name: the weight gain}\n", "", "features", "features.gain.name is missing", "from fr.yaml"
    ),
    "empty translation": Case(GERMAN, "title: Weight at home", 'title: " "', "title", "expected a text", "write one"),
    "text of nothing": Case(
        GERMAN, "gain_high:", "gain_hihg:", "gain_hihg", "the key of no text", "did you mean gain_high"
    ),
    "missing note of a local number": Case(
        GERMAN, ", note: No text gives this delay.}\nrules", "}\nrules", "silence_limit", "note is missing", "fr.yaml"
    ),
    "text that is a list": Case(GERMAN, "title: Weight at home", "title: [a]", "title", "expected a text", "write one"),
    "unknown signal in a scenario": Case(SCENARIO, "signal: weight", "signal: wait", "wait", "no signal", "weight"),
    "unknown rule in a scenario": Case(
        SCENARIO, "rule: gain_high\n", "rule: gain\n", "rule: gain", "no rule", "gain_high"
    ),
    "scenario parameter out of bounds": Case(
        SCENARIO, "gain_limit: 3", "gain_limit: 30", "gain_limit", "30 is out of", "1 to 4"
    ),
    "scenario parameter that is fixed": Case(
        SCENARIO, "gain_limit: 3", "silence_limit: 30", "silence_limit: 30", "is fixed", "nobody can set it"
    ),
    "unknown scenario parameter": Case(
        SCENARIO, "gain_limit: 3", "gane_limit: 3", "gane_limit", "no parameter", "gain_limit"
    ),
    "scenario of no kind": Case(SCENARIO, "kind: happy", "kind: joyful", "joyful", "'joyful' is not allowed", ""),
    "data after the end": Case(
        SCENARIO, "when: {until: 7d}", "when: {until: 5d}", "from: 0d, to: 7d", "after the end", "until"
    ),
    "received before it was measured": Case(
        SCENARIO, "received: 4d", "received: 1d", "received: 1d", "before it was", "after"
    ),
    "half a series": Case(SCENARIO, ", every: 1d, values: [80]", "", "from: 0d", "one point is", "write one"),
    "two million points": Case(
        SCENARIO, "every: 1d, values: [80]", "every: 1s, values: [80]", "every: 1s", "20000 points", "step"
    ),
    "expected severity is another": Case(
        SCENARIO, "severity: high", "severity: critical", "critical", "the rule has high", ""
    ),
    "alert expected after the end": Case(SCENARIO, "at: 3d 1ms", "at: 6d", "at: 6d", "after the end", "until"),
    "instant without unit": Case(SCENARIO, "at: 3d 1ms", "at: 3", "at: 3", "not an instant", "13d 23h 55m"),
    "neither alerts nor most_alerts": Case(
        SCENARIO, "then: {most_alerts: 0}", "then: {}", "then: {}", "say alerts", ""
    ),
    "nothing watched after uninstall": Case(
        SCENARIO,
        "{until: 9d, uninstall: 1d}",
        "{until: 1d, uninstall: 1d}",
        "uninstall: 1d",
        "nothing is watched",
        "until",
    ),
    "required scenario missing": Case(
        SCENARIO, "kind: outage", "kind: other", None, "no scenario of kind outage", "kind: outage"
    ),
    "boundary missing": Case(
        SCENARIO, "kind: boundary\n  rule: no_weight", "kind: other", None, "no boundary scenario", "rule: no_weight"
    ),
    "severity never stated": Case(SCENARIO, ", severity: high", "", None, "which severity", "add severity"),
    "entry without year": Case(SOURCES, "  year = {2021},\n", "", "@article", "no year", "year = {2019}"),
    "entry without address": Case(
        SOURCES, ",\n  doi = {10.1093/eurheartj/ehab368}", "", "@article", "neither doi nor url", "add one"
    ),
    "address as DOI": Case(
        SOURCES, "{10.1093", "{https://doi.org/10.1093", "@article", "is not a DOI", "without https"
    ),
    "unsafe address": Case(
        SOURCES,
        "doi = {10.1093/eurheartj/ehab368}",
        "url = {javascript:alert(1)}",
        "@article",
        "not an https",
        "https://",
    ),
    "brace that does not close": Case(
        SOURCES, "heart failure}", "heart failure", "title", "does not end after this field", "close its braces"
    ),
    "entry that nothing cites": Case(
        SOURCES,
        "@article",
        "@misc{idle, title = {Idle}, year = {2020}, doi = {10.1234/x}}\n@article",
        "@misc",
        "nothing cites this entry",
        "cite it",
    ),
    "rule that begins with a tag": Case(
        RULES, "gain > p.gain_limit", "!(gain > p.gain_limit)", "when: !", "begins with ! is a tag", "put it in quotes"
    ),
    "target that is no share": Case(
        INDICATOR, "target: 0.5", "target: 50", "target", "the target 50 is no share", "0.7 for 70 %"
    ),
    "scenario value that would be held": Case(
        SCENARIO, "value: 82.1", "value: 821", "value: 821", "821 lies outside the plausible range", "from 25 to 300 kg"
    ),
    "kit that requires itself": Case(
        KIT_FILE,
        CATEGORIES,
        f'{CATEGORIES}requires: {{kits: [{{id: pagus/weight-home, range: "^1.0.0"}}]}}\n',
        "requires",
        "requires itself",
        "remove it",
    ),
    "range that cannot be read": Case(
        KIT_FILE,
        CATEGORIES,
        f"{CATEGORIES}requires:\n  pagus: latest\n",
        "latest",
        "'latest' in the range 'latest' is not understood",
        ">=1.0.0 <2.0.0",
    ),
    "kit made for a newer Pagus": Case(
        KIT_FILE,
        CATEGORIES,
        f'{CATEGORIES}requires:\n  pagus: ">=99.0.0"\n',
        "99",
        "the kit asks for Pagus >=99.0.0",
        "bring Pagus up to date",
    ),
    "kit that Pagus has outgrown": Case(
        KIT_FILE,
        CATEGORIES,
        f'{CATEGORIES}requires:\n  pagus: "<0.0.9"\n',
        "0.0.9",
        "the kit asks for Pagus <0.0.9",
        "widen the range",
    ),
    "capability whose silence nobody watches": Case(
        KIT_FILE,
        CATEGORIES,
        f"{CATEGORIES}requires:\n  capabilities: [{{name: reader, signal: weight, when_silent: gain_high}}]\n",
        "reader",
        "gain_high does not watch the silence of weight",
        "since_last",
    ),
    "people moved down": Case(
        KIT_FILE,
        CATEGORIES,
        f"{CATEGORIES}upgrade: {{moves_from: [1.1.0]}}\n",
        "upgrade",
        "people cannot be moved up from 1.1.0: this is 1.0.0",
        "lower than this one",
    ),
    "address that is not safe": Case(
        KIT_FILE, CATEGORIES, f"{CATEGORIES}url: http://kits.example/weight\n", "url", "form wanted", "https://"
    ),
}
