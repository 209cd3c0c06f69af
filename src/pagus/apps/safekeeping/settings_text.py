"""The settings of a workspace without their secrets, and with new ones.

A backup holds no secret of the server: the key that signs sessions is drawn anew by a restore, so whoever knew the
old one, or holds a session of before, has nothing. The address of a database is left out too, so that no restored
workspace works on the database of the one it came from: a restore is told where its own is.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping

from pagus.errors import ConfigError

__all__ = ["clear_settings", "renew_settings"]

_STRING = r"""("(?:[^"\\\n]|\\.)*"|'[^'\n]*')"""
_SECRET = re.compile(rf"^(\s*secret_key\s*=\s*){_STRING}", re.MULTILINE)
_DATABASE = re.compile(
    r"^[ \t]*\[[ \t]*database[ \t]*\][^\n]*\n?(?:(?![ \t]*\[)[^\n]*\n)*(?:(?![ \t]*\[)[^\n]+$)?", re.M
)


def clear_settings(text: str) -> str:
    """The text of ``pagus.toml`` without the secret key and without the address of a database.

    Refuses: ConfigError when they are written in a way that cannot be taken out without touching the rest.
    """
    before = tomllib.loads(text)
    cleared = _DATABASE.sub("", _SECRET.sub(r'\1""', text, count=1), count=1)
    wanted = {name: value for name, value in before.items() if name != "database"} | {"secret_key": ""}
    if tomllib.loads(cleared) != wanted or before["secret_key"] in cleared:
        raise ConfigError('pagus.toml: write secret_key = "..." and the url of [database] on one line each')
    return cleared


def renew_settings(text: str, secret_key: str, database: Mapping[str, str] | None = None) -> str:
    """The text of ``pagus.toml`` from a backup, with this secret key and this [database] table."""
    renewed = _SECRET.sub(rf'\1"{secret_key}"', text, count=1)
    if database is None:
        return renewed
    lines = [
        "",
        "[database]",
        *(f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in database.items()),
    ]
    return renewed + "\n".join([*lines, ""])
