"""How texts are made comparable: without case and without marks, as FHIR searches them."""

from __future__ import annotations

import unicodedata

__all__ = ["fold"]

LONGEST = 400
"""Characters of a text that the index keeps."""


def fold(text: str) -> str:
    """This text without case, accents and doubled spaces. Example: ``fold("Élise  MÜLLER") == "elise muller"``."""
    if text.isascii():
        return " ".join(text.casefold().split())[:LONGEST]
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(each for each in plain if not unicodedata.combining(each)).split())[:LONGEST]
