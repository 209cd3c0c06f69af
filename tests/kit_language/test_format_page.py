"""docs/reference/kit-format.md says what the program checks: same keys, same kinds, and examples that are right."""

from __future__ import annotations

import re
import typing

import pytest
from pydantic import BaseModel

from pagus.kit_language import form_schema, pathway_schema, schema, schema_choices, schema_scenario
from pagus.kit_language.bibliography import ENTRY_TYPES, FIELDS, read_bibliography
from pagus.kit_language.model import FeatureKind
from pagus.kit_language.schema_evaluation import DecisionEntry, EvaluationEntry, OutcomeEntry, SampleEntry
from pagus.kit_language.schema_funding import FundingEntry
from pagus.kit_language.yaml_document import read_yaml
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "reference" / "kit-format.md").read_text(encoding="utf-8")


def examples(title: str, language: str = "yaml") -> str:
    """The first block of code under the heading that begins with this title."""
    section = re.split(r"^## ", PAGE[PAGE.index(f"## {title}") + 3 :], maxsplit=1, flags=re.MULTILINE)[0]
    found = re.search(rf"```{language}\n(.*?)```", section, re.DOTALL)
    assert found is not None, title
    return found[1]


def entries(title: str, *path: str | int) -> dict[str, typing.Any]:
    document, faults = read_yaml(examples(title), "page")
    assert document is not None
    assert faults == []
    data = document.data
    for step in path:
        data = data[step]
    assert isinstance(data, dict)
    return data


SHAPES: list[tuple[type[BaseModel], str, tuple[str | int, ...]]] = [
    (schema.ManifestEntry, "kit.yaml", ()),
    (FundingEntry, "kit.yaml", ("funding", 0)),
    (schema.ParameterEntry, "parameters.yaml", ("glucose_share_in_target",)),
    (schema.SignalEntry, "signals/*.yaml", ("glucose",)),
    (schema.FeatureEntry, "rules/*.yaml: features", ("features", "time_in_range")),
    (schema.RuleEntry, "rules/*.yaml: rules", ("rules", "time_in_range_low")),
    (schema.IndicatorEntry, "indicators/*.yaml", ("patients_in_target",)),
    (pathway_schema.PathwayEntry, "pathway/*.yaml", ("activity",)),
    (pathway_schema.StateEntry, "pathway/*.yaml", ("activity", "states", "prescribed")),
    (pathway_schema.TaskEntry, "pathway/*.yaml", ("activity", "tasks", "session")),
    (pathway_schema.AssumptionsEntry, "pathway/*.yaml", ("activity", "assume")),
    (form_schema.FormEntry, "forms/*.yaml", ("balance",)),
    (form_schema.ItemEntry, "forms/*.yaml", ("balance", "items", "tandem")),
    (form_schema.ScoreEntry, "forms/*.yaml", ("balance", "scores", "tandem_points")),
    (form_schema.CalculatedEntry, "forms/*.yaml", ("balance", "calculated", "tandem_min")),
    (form_schema.FlagEntry, "forms/*.yaml", ("balance", "flags", "fell")),
    (schema_choices.ClockEntry, "clocks.yaml", ("high",)),
    (schema_choices.TargetSetEntry, "target_sets.yaml", ("pregnancy_type_1",)),
    (schema_choices.TargetValueEntry, "target_sets.yaml", ("pregnancy_type_1", "values", "pregnancy_targets")),
    (schema_choices.TargetRangeEntry, "target_sets.yaml", ("pregnancy_type_1", "range")),
    (schema_scenario.ScenarioEntry, "tests/scenarios/*.yaml", ("target_boundary",)),
    (schema.EvidenceEntry, "Conventions", ("evidence",)),
    (EvaluationEntry, "evaluation/plan.yaml", ()),
    (OutcomeEntry, "evaluation/plan.yaml", ("outcomes", 0)),
    (SampleEntry, "evaluation/plan.yaml", ("sample",)),
    (DecisionEntry, "evaluation/plan.yaml", ("decisions", "stop_far_from_target")),
]


@pytest.mark.parametrize(("shape", "title", "path"), SHAPES)
def test_example_shows_every_key_and_no_other(shape: type[BaseModel], title: str, path: tuple[str | int, ...]) -> None:
    shown = set(entries(title, *path))
    known = {field.alias or name for name, field in shape.model_fields.items()}
    assert shown <= known
    missing = known - shown
    assert all(f"`{name}`" in PAGE for name in missing), missing


WHOLE = ("clocks.yaml", "target_sets.yaml", "pathway/*.yaml", "forms/*.yaml", "evaluation/plan.yaml")


@pytest.mark.parametrize(("shape", "title", "path"), [*SHAPES[:5], *(shape for shape in SHAPES if shape[1] in WHOLE)])
def test_example_is_right(shape: type[BaseModel], title: str, path: tuple[str | int, ...]) -> None:
    shape.model_validate(entries(title, *path))


def test_every_kind_of_feature_is_explained() -> None:
    table = PAGE[PAGE.index("| kind |") : PAGE.index("A band has one")]
    assert set(re.findall(r"`(\w+)`", " ".join(line.split("|")[1] for line in table.splitlines()[2:] if line))) == set(
        typing.get_args(FeatureKind)
    )


def test_bibliography_example_is_right() -> None:
    found = read_bibliography(examples("sources.bib", "bibtex"))
    assert found.faults == ()
    assert list(found.sources) == ["battelino_2019"]
    assert all(f"@{name}" in PAGE for name in ENTRY_TYPES)
    assert all(name in PAGE for name in FIELDS)


def test_folder_drawing_names_the_files() -> None:
    drawing = PAGE[: PAGE.index("## Conventions")]
    for name in ("kit.yaml", "parameters.yaml", "signals/*.yaml", "messages/de.yaml", "sources.bib", "SHA256SUMS"):
        assert name in drawing


def test_pages_it_points_to_are_there() -> None:
    links = re.findall(r"\]\(([\w-]+\.md)\)", PAGE)
    assert links
    assert [link for link in links if not (ROOT / "docs" / "reference" / link).is_file()] == []
