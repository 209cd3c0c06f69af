"""Others validate FHIR too: what they refuse is refused here, what they and real data hold valid passes here."""

from __future__ import annotations

import copy
import gzip
import json
import random
import subprocess
import tarfile
from collections.abc import Iterator
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec
import pytest

from pagus.fhir_r4 import FhirFaults, read
from tests.fhir_r4.conftest import NODE
from tests.fhir_r4.documents import VALID
from tests.fhir_r4.test_negative import CASES

OLDER_OR_NEWER = {"DEVICE", "SUBSCRIPTION"}
"""Types that R4B changed: fhir.resources speaks R4B."""


def accepted(body: bytes) -> bool:
    try:
        read(body)
    except FhirFaults:
        return False
    return True


def test_every_bundle_of_synthea_is_valid_and_comes_back_whole(shared: Path) -> None:
    files = sorted((shared / "data" / "patients" / "synthea_r4").glob("*.json.gz"))
    assert len(files) == 16
    encoder = msgspec.json.Encoder(decimal_format="number")
    for file in files:
        body = gzip.decompress(file.read_bytes())
        back = encoder.encode(read(body, "Bundle"))
        assert json.loads(back, parse_float=Decimal) == json.loads(body, parse_float=Decimal)


def test_the_definitions_of_fhir_are_valid_fhir(definitions_archive: Path) -> None:
    names = ("profiles-types", "search-parameters", "conceptmaps", "profiles-others")
    counted = 0
    with tarfile.open(definitions_archive) as tar:
        for name in names:
            stream = tar.extractfile(f"package/dist/fhir/r4/{name}.json")
            assert stream is not None
            for entry in json.load(stream)["entry"]:
                read(json.dumps(entry["resource"], ensure_ascii=False).encode())
                counted += 1
    assert counted > 1_400


def peer_refuses(document: dict[str, Any]) -> bool:
    kind = document["resourceType"]
    model = getattr(import_module(f"fhir.resources.R4B.{kind.lower()}"), kind)
    try:
        model.model_validate_json(json.dumps(document))
    except (ValueError, TypeError):  # it stumbles over lists where a name is due
        return True
    return False


@pytest.mark.parametrize("name", sorted(VALID))
def test_fhir_resources_holds_the_valid_documents_valid(name: str) -> None:
    assert not peer_refuses(VALID[name])


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in pairs:
        yield (*path, step)
        yield from places(inner, (*path, step))


def mutated(document: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """One random change: something gone, or of another kind, or moved, or with a name of its own."""
    changed = copy.deepcopy(document)
    path = chance.choice([each for each in places(changed) if each != ("resourceType",)])
    parent: Any = changed
    for step in path[:-1]:
        parent = parent[step]
    kind = chance.randrange(4)
    if kind == 0:
        del parent[path[-1]]
    elif kind == 1:
        parent[path[-1]] = chance.choice(["x y", 7, 1.5, True, {"a": 1}, ["x"], "2026-02-30", {}, [{}]])
    elif kind == 2 and isinstance(parent, dict):
        parent[f"{path[-1]}X"] = parent.pop(path[-1])
    else:
        parent[path[-1]] = [parent[path[-1]]]
    return changed


@pytest.mark.parametrize("name", sorted(VALID.keys() - OLDER_OR_NEWER))
def test_what_fhir_resources_refuses_is_refused_here(name: str) -> None:
    chance = random.Random(name)
    refused = 0
    for _ in range(60):
        document = mutated(VALID[name], chance)
        if peer_refuses(document):
            refused += 1
            assert not accepted(json.dumps(document).encode()), document
    assert refused > 10


def test_what_medplum_refuses_is_refused_here(medplum: Path, definitions_archive: Path, tmp_path: Path) -> None:
    bundles = []
    with tarfile.open(definitions_archive) as tar:
        for name in ("profiles-types", "profiles-resources"):
            tar.extract(f"package/dist/fhir/r4/{name}.json", tmp_path, filter="data")
            bundles.append(tmp_path / f"package/dist/fhir/r4/{name}.json")
    chance = random.Random(4)
    documents = [json.dumps(mutated(VALID[name], chance)) for name in sorted(VALID) for _ in range(40)]
    texts = [*map(json.dumps, VALID.values()), *documents, *(case.body().decode() for case in CASES)]
    command = [NODE, Path(__file__).with_name("validate.cjs"), medplum, *bundles]
    done = subprocess.run(command, input=json.dumps(texts), capture_output=True, text=True, check=True, timeout=120)
    said = json.loads(done.stdout)
    assert said[: len(VALID)] == [None] * len(VALID)
    for text, refusal in zip(texts, said, strict=True):
        if refusal is not None:
            assert not accepted(text.encode()), f"Medplum: {refusal}: {text}"
    missed = sum(refusal is None for refusal in said[-len(CASES) :])
    assert 0 < missed < len(CASES), "the peer misses some of the negative set, as every one of them does"
