"""The invariants of FHIR R4 (severity error), by hand from the FHIRPath of the specification.

``obs_6`` is invariant obs-6: it takes the element that the invariant stands at and answers whether it holds. A test
holds the list against the definitions: what has no test here is named in ``NOT_TOLD`` with the reason.
"""
