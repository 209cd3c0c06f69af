"""The invariants of FHIR R4 (severity error), by hand from the FHIRPath of the specification.

``obs_6`` is invariant obs-6: it takes the element that the invariant stands at and answers whether it holds. Three keys
are used for two types (inv-1): those functions name the type. Which invariants have no test here, and why:
``NOT_TOLD``.
"""

from typing import Final

__all__ = ["NOT_TOLD"]

_STRUCTURES = (
    "structure definitions are read by no room of this house: their own rules are left to their authors' tools"
)
_SCRIPTS = "test scripts are run by no room of this house: their own rules are left to their authors' tools"

NOT_TOLD: Final[dict[str, str]] = {
    "ele-1": "held by every model itself (base.empty)",
    "txt-1": "held with the narrative (narrative.py)",
    "txt-2": "held with the narrative (narrative.py)",
    "dom-2": "told over whole documents (containing.py)",
    "dom-3": "told over whole documents (containing.py)",
    "dom-4": "told over whole documents (containing.py)",
    "dom-5": "told over whole documents (containing.py)",
    "ref-1": "told over whole documents (containing.py)",
    "sqty-1": "SimpleQuantity has no comparator at all",
    "mqty-1": "MoneyQuantity is the type of no element",
    "ctm-1": "asks which type a reference leads to, which the document does not say when it is a urn",
    "evv-1": "of EvidenceVariable as R5 has it: the package of definitions is ahead of R4 there (tools corrects it)",
    "ig-1": "groups are named by their id, which R4 does not require",
    "inv-1": "stands for two other types too: Parameters and Task have it; test reports are read by no room",
    "inv-2": "test reports are read by no room of this house",
    "sst-1": "SubscriptionStatus is no type of R4",
    "eld-3": "part of eld-2",
    **{f"sdf-{number}": _STRUCTURES for number in (*range(1, 24), "8a", "8b", "15a")},
    **{f"tst-{number}": _SCRIPTS for number in range(1, 14)},
}
