"""The settings leave without their secrets, and come back with new ones; nothing else in them changes."""

from __future__ import annotations

import tomllib

import pytest

from pagus.apps.safekeeping.settings_text import clear_settings, renew_settings
from pagus.errors import ConfigError

SETTINGS = """# ours
name = "Bas-Rhin \\"67\\""
secret_key = "s3cret-with-\\\\-and-more"  # drawn by init
[clock]
kind = "real"
[database]
# where it lies
url = 'postgresql://pagus:pass@db/pagus'
pool = 4
[registries]
url = "https://kits.example.org"
"""


def test_secrets_are_taken_out_and_the_rest_stays() -> None:
    cleared = clear_settings(SETTINGS)
    before, after = tomllib.loads(SETTINGS), tomllib.loads(cleared)
    assert after == {name: value for name, value in before.items() if name != "database"} | {"secret_key": ""}
    assert "pass@" not in cleared
    assert "s3cret" not in cleared
    assert "# drawn by init" in cleared
    assert tomllib.loads(renew_settings(cleared, "new-key_1")) == after | {"secret_key": "new-key_1"}
    table = {"url": 'postgresql:///new?host=/a "b', "password_file": "p"}
    assert tomllib.loads(renew_settings(cleared, "k", table)) == after | {"secret_key": "k", "database": table}


@pytest.mark.parametrize("end", ["", "\n", "\n\n", "\n# last"])
def test_a_table_at_the_end_is_taken_out_whole(end: str) -> None:
    text = f"secret_key = 'abcdefgh'\n[clock]\nkind = 'real'\n [database] # ours\nurl = 'postgresql:///x'{end}"
    assert tomllib.loads(clear_settings(text)) == {"secret_key": "", "clock": {"kind": "real"}}


@pytest.mark.parametrize("quote", ['"', "'"])
def test_both_ways_to_quote(quote: str) -> None:
    text = f"name = 'x'\n  secret_key={quote}abcdefgh{quote}\n"
    assert tomllib.loads(clear_settings(text)) == {"name": "x", "secret_key": ""}


@pytest.mark.parametrize(
    "text",
    [
        'secret_key = """long-secret-text"""',
        '"secret_key" = "long-secret-text"',
        'secret_key = "long-secret-text"\nold = "long-secret-text"',
        'secret_key = "long-secret-text"\n# it was long-secret-text',
        'secret_key = "long-secret-text"\ndatabase = { url = "postgresql://u:p@h/d" }',
    ],
)
def test_what_cannot_be_taken_out_stops_the_backup(text: str) -> None:
    with pytest.raises(ConfigError, match="on one line each"):
        clear_settings(text)
