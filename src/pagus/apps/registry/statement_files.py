"""Statements as files: ``statements/<digest>/<kind>-<id>.json``, beside a kit, in a registry, in a workspace."""

from __future__ import annotations

import hashlib
from pathlib import Path

from pagus.apps.registry.trust_folder import replace_file
from pagus.errors import InputError, PagusError
from pagus.trust import Envelope, envelope_text, read_envelope, read_statement

__all__ = ["LARGEST_FILE", "beside", "read_statements", "statement_file_name", "write_statement"]

LARGEST_FILE = 128 * 1024
MOST_FILES = 200


def beside(kit: Path, digest: str) -> Path:
    """Where do the statements about a kit's folder or archive lie? Beside it, never inside it."""
    return kit.resolve().parent / "statements" / digest


def statement_file_name(envelope: Envelope) -> str:
    """What is the file of this statement called? Its kind, and the beginning of the SHA-256 of its payload.

    Takes: an envelope that holds a statement. Gives: the name; the same payload has the same name, so that a further
    signature joins the ones that are there. Refuses: ShapeError.
    """
    kind = read_statement(envelope).kind
    return f"{kind}-{hashlib.sha256(envelope.payload).hexdigest()[:16]}.json"


def write_statement(folder: Path, envelope: Envelope) -> Path:
    """Keep a statement in this folder, together with the signatures that its file holds already. Gives the file."""
    file = folder / statement_file_name(envelope)
    if file.is_file():
        known = read_envelope(_text(file))
        if known.payload == envelope.payload and known.payload_type == envelope.payload_type:
            signatures = tuple(dict.fromkeys((*known.signatures, *envelope.signatures)))
            envelope = Envelope(envelope.payload, envelope.payload_type, signatures)
    replace_file(file, envelope_text(envelope).encode())
    return file


def read_statements(folder: Path) -> tuple[Envelope, ...]:
    """Which statements lie in this folder?

    Takes: a folder, or one that is absent (then none). Gives: the envelopes, by name of file; nothing is verified.
    Refuses: InputError, naming the file that holds none, or when there are too many.
    """
    files = sorted(folder.glob("*.json")) if folder.is_dir() else []
    if len(files) > MOST_FILES:
        raise InputError("{folder} holds more than {most} statements", folder=folder.name, most=MOST_FILES)
    return tuple(_checked(file) for file in files)


def _checked(file: Path) -> Envelope:
    try:
        envelope = read_envelope(_text(file))
        read_statement(envelope)
    except PagusError as error:
        raise InputError("{file} holds no statement: {reason}", file=file.name, reason=str(error)) from error
    return envelope


def _text(file: Path) -> str:
    if file.is_symlink() or file.stat().st_size > LARGEST_FILE:
        raise InputError("{file} is a link, or larger than {largest} bytes", file=file.name, largest=LARGEST_FILE)
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("{file} cannot be read as text", file=file.name) from error
