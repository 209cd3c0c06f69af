"""Where the passphrase of a signing key comes from: a file, the environment, or the person at the terminal."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pagus.errors import InputError, NotFound

if TYPE_CHECKING:
    from pagus.trust import PrivateKey

__all__ = ["KeyFile", "PassphraseFile", "ask_passphrase", "open_key"]

ENVIRONMENT_KEY = "PAGUS_PASSPHRASE"
LARGEST_KEY = 4_096

KeyFile = Annotated[Path, typer.Option("--key", help="The sealed signing key, as pagus kit key makes it.")]
PassphraseFile = Annotated[
    Path | None,
    typer.Option(help="A file that holds the passphrase; otherwise PAGUS_PASSPHRASE is read, or you are asked."),
]


def ask_passphrase(file: Path | None, *, twice: bool = False) -> str:
    """The passphrase. Refuses: InputError when there is nobody to ask and it is given nowhere."""
    if file is not None:
        return _first_line(file)
    if ENVIRONMENT_KEY in os.environ:
        return os.environ[ENVIRONMENT_KEY]
    if not sys.stdin.isatty():
        raise InputError("no passphrase: give --passphrase-file or {variable}", variable=ENVIRONMENT_KEY)
    return str(typer.prompt("Passphrase", hide_input=True, confirmation_prompt=twice, err=True))


def _first_line(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8").partition("\n")[0].removesuffix("\r")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("{file} cannot be read as text", file=file.name) from error


def open_key(file: Path, passphrase_file: Path | None) -> PrivateKey:
    """The private key of this file. Refuses: NotFound, InputError, NotAllowed when the passphrase does not open it."""
    from pagus.trust import open_private

    if not file.is_file():
        raise NotFound("no key {file}: pagus kit key makes one", file=file)
    if file.stat().st_size > LARGEST_KEY:
        raise InputError("this is no sealed key of Pagus: pagus kit key makes one")
    return open_private(_whole(file), ask_passphrase(passphrase_file))


def _whole(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("{file} cannot be read as text", file=file.name) from error
