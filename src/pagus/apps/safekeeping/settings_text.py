"""The settings of a workspace without their secrets, and with new ones.

A backup holds no secret of the server: the key that signs sessions is drawn anew by a restore, so whoever knew the
old one, or holds a session of before, has nothing; the address of a database carries its password and is given anew.
"""

from __future__ import annotations

import re
import tomllib

from pagus.errors import ConfigError

__all__ = ["clear_settings", "renew_settings"]

_STRING = r"""("(?:[^"\\\n]|\\.)*"|'[^'\n]*')"""
_SECRET = re.compile(rf"^(\s*secret_key\s*=\s*){_STRING}", re.MULTILINE)
_ADDRESS = re.compile(rf"^(\s*url\s*=\s*){_STRING}", re.MULTILINE)
_TABLE = re.compile(r"^\s*\[\s*database\s*\]", re.MULTILINE)


def clear_settings(text: str) -> str:
    """The text of ``pagus.toml`` without the secret key and without the address of a database.

    Refuses: ConfigError when they are written in a way that cannot be taken out without touching the rest.
    """
    before = tomllib.loads(text)
    cleared = _SECRET.sub(r'\1""', text, count=1)
    table = _TABLE.search(cleared)
    if table is not None:
        cleared = cleared[: table.end()] + _ADDRESS.sub(r'\1""', cleared[table.end() :], count=1)
    wanted = before | {"secret_key": ""}
    if "url" in before.get("database", {}):
        wanted["database"] = before["database"] | {"url": ""}
    if tomllib.loads(cleared) != wanted or before["secret_key"] in cleared:
        raise ConfigError('pagus.toml: write secret_key = "..." and the url of [database] on one line each')
    return cleared


def renew_settings(text: str, secret_key: str) -> str:
    """The text of ``pagus.toml`` from a backup, with this secret key."""
    return _SECRET.sub(rf'\1"{secret_key}"', text, count=1)
