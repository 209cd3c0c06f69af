"""The kits that ship, by what lies in their folders: a process that only lists the tests reads none of them."""

from __future__ import annotations

from pagus.kit_language import shipped_folder, shipped_slugs

__all__ = ["with_a_pathway"]


def with_a_pathway() -> list[str]:
    """The kits that have one. ``tests/spec/test_shipped_kits.py`` holds it to what the kits say once they are read."""
    return [slug for slug in shipped_slugs() if any((shipped_folder(slug) / "pathway").glob("*.yaml"))]
