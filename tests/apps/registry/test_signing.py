"""Statements beside a kit, and what a workspace says about trust."""

from __future__ import annotations

from pathlib import Path

import pytest

from pagus.apps.registry.locations import locate, registries
from pagus.apps.registry.signing import judge_here, sign_statement
from pagus.apps.registry.statement_files import beside, read_statements, write_statement
from pagus.apps.registry.trust_folder import read_trust
from pagus.errors import ConfigError, InputError, NotFound, ShapeError, Suppressed
from pagus.kit_language import load_kit
from pagus.kit_language.archive import pack
from pagus.trust import add_signature, read_envelope
from tests.apps.registry.making import RESULT, signed_version, trust_in, write_version
from tests.trust.making import NOW, key


def test_a_folder_and_its_archive_have_the_same_statements(tmp_path: Path) -> None:
    kit, trust = signed_version(tmp_path), trust_in(tmp_path / "trust")
    archive = tmp_path / "kit.pkit"
    archive.write_bytes(pack(kit))
    for path in (kit, archive):
        checked, judgement = judge_here(path, trust, NOW)
        assert (checked.version, judgement.trusted) == ("1.0.0", True)
    (kit / "README.md").write_text("Changed.\n")
    assert not judge_here(kit, trust, NOW)[1].trusted, "another content has other statements"
    moved = tmp_path / "elsewhere" / "kit.pkit"
    moved.parent.mkdir()
    archive.rename(moved)
    assert not judge_here(moved, trust, NOW)[1].trusted
    given = beside(kit, load_kit(write_version(tmp_path / "fresh")).digest)
    assert judge_here(moved, trust, NOW, given)[1].trusted


def test_a_second_signature_joins_the_first(tmp_path: Path) -> None:
    _, file = sign_statement(write_version(tmp_path), key("publisher"), "Pagus", NOW)
    envelope = read_envelope(file.read_text())
    assert write_statement(file.parent, add_signature(envelope, key("owner"))) == file
    assert write_statement(file.parent, envelope) == file
    (kept,) = read_statements(file.parent)
    assert len(kept.signatures) == 2


def test_a_result_must_be_about_an_indicator_and_hide_small_numbers(tmp_path: Path) -> None:
    kit = write_version(tmp_path)

    def measured(**changes: str) -> None:
        sign_statement(kit, key("owner"), "CHU", NOW, kind="measured_result", facts=RESULT | changes)

    measured(n="11")
    measured(n="3", simulated="true")
    with pytest.raises(Suppressed, match="fewer than 11"):
        measured(n="10")
    with pytest.raises(NotFound, match="no indicator"):
        measured(indicator="other")
    with pytest.raises(ShapeError, match="n: "):
        measured(n="many")


@pytest.mark.parametrize("content", [b"{}", b"\xff", b"x" * 200_000])
def test_a_file_that_is_no_statement_is_named(content: bytes, tmp_path: Path) -> None:
    kit = signed_version(tmp_path)
    folder = beside(kit, load_kit(kit).digest)
    (folder / "zzz.json").write_bytes(content)
    with pytest.raises(InputError, match=r"zzz\.json"):
        judge_here(kit, trust_in(tmp_path / "trust"), NOW)


# The folder trust/ and the names of registries.


def test_an_absent_trust_folder_trusts_nobody(tmp_path: Path) -> None:
    trust = read_trust(tmp_path / "nowhere")
    assert trust.store.keys == {}
    assert not judge_here(signed_version(tmp_path), trust, NOW)[1].trusted


def test_a_policy_of_its_own(tmp_path: Path) -> None:
    folder = trust_in(tmp_path / "trust").folder
    (folder / "policy.toml").write_text('[[require]]\nstatement = "evaluation"\nindependent = true\n')
    judgement = judge_here(signed_version(tmp_path), read_trust(folder), NOW)[1]
    assert "independent signers of evaluation" in judgement.reasons[0]


@pytest.mark.parametrize(
    ("file", "content"), [("keys.toml", b"[[key"), ("keys.toml", b"\xff"), ("policy.toml", b"x = 1")]
)
def test_a_trust_folder_with_faults_is_refused(file: str, content: bytes, tmp_path: Path) -> None:
    (tmp_path / file).write_bytes(content)
    with pytest.raises(ConfigError, match=file):
        read_trust(tmp_path)


def test_registries_have_names(tmp_path: Path) -> None:
    assert registries(tmp_path) == {}
    (tmp_path / "pagus.toml").write_text('[registries]\nours = "registry"\nalsace = "https://kits.example.org/"\n')
    named = registries(tmp_path)
    assert named == {"ours": str(tmp_path / "registry"), "alsace": "https://kits.example.org/"}
    assert locate("alsace", named).name == "https://kits.example.org"
    (tmp_path / "registry").mkdir()
    assert locate("ours", named).name == str(tmp_path / "registry")
    with pytest.raises(NotFound, match="no registry"):
        locate("theirs", named)
    (tmp_path / "pagus.toml").write_text("[registries]\nours = 3\n")
    with pytest.raises(ConfigError, match="registries"):
        registries(tmp_path)
