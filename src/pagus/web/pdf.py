"""Documents on paper: the only module that knows typst. Words and figures go in as data, never as its language."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst

from pagus.errors import StoreError

__all__ = ["compile_pdf"]

DOCUMENTS = Path(__file__).parent / "documents"


def compile_pdf(document: str, facts: Mapping[str, Any], pictures: Mapping[str, str] | None = None) -> bytes:
    """Which PDF is this document with these facts?

    Takes: the name of a file in web/documents without its ending; facts that JSON can hold, which the document reads
    as ``json("facts.json")``; SVG pictures by the name under which it asks for them. Fonts are those inside typst: a
    machine's own would make other pages elsewhere.
    Refuses: StoreError when it cannot be set.
    """
    files: dict[str, bytes] = {
        "main.typ": (DOCUMENTS / f"{document}.typ").read_bytes(),
        "house.typ": (DOCUMENTS / "house.typ").read_bytes(),
        "facts.json": json.dumps(facts, ensure_ascii=False).encode(),
    }
    files |= {f"{name}.svg": text.encode() for name, text in (pictures or {}).items()}
    try:
        made = typst.compile(files, format="pdf", ignore_system_fonts=True, pdf_tags=True)  # type: ignore[call-overload]  # its stub lacks dict
    except typst.TypstError as error:
        raise StoreError("the document {document} cannot be set: {reason}", document=document, reason=error) from error
    return bytes(made)
