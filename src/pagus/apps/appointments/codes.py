"""Booking codes: drawn at random, easy to read aloud, hard to guess; nothing can be read from one."""

from __future__ import annotations

import re
import secrets

from pagus.errors import CodeError

__all__ = ["draw_code", "read_code", "written_code"]

_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_LENGTH = 10
_CODE = re.compile(f"[{_ALPHABET}]{{{_LENGTH}}}")


def draw_code() -> str:
    """A new code: 31 signs without 0, 1, I and O, ten of them, so 8 * 10^14 codes."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))


def read_code(text: str) -> str:
    """Which code did somebody write? Case, spaces and hyphens are forgiven. Refuses: CodeError for anything else."""
    code = re.sub(r"[\s‐‑–-]", "", text).upper()
    if not _CODE.fullmatch(code):
        raise CodeError("this is no booking code: it has ten letters and digits, as ABCDE-23456")
    return code


def written_code(code: str) -> str:
    """The code as people read it: two groups of five."""
    return f"{code[:5]}-{code[5:]}"
