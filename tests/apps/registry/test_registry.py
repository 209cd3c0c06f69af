"""From a publisher's folder into a registry and out again: what arrives is what was signed, or nothing does."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest

from pagus.apps.registry.actions import publish, sign_again, yank
from pagus.apps.registry.queries import browse, fetch, statements_of
from pagus.apps.registry.signing import sign_statement
from pagus.errors import (
    ConfigError,
    Conflict,
    KitError,
    NotAllowed,
    NotFound,
    ShapeError,
    StoreError,
)
from pagus.kernel.time import DAY
from pagus.kit_language import load_kit
from pagus.kit_language.archive import archive_bytes, pack, read_archive
from pagus.trust import read_envelope
from tests.apps.registry.making import KEYS, RESULT, filled_registry, signed_version, trust_in, write_version
from tests.kit_language.example_kit import KIT
from tests.trust.making import NOW, key

ID = "pagus/weight-home"
HIGHER = KIT["rules/weight.yaml"].replace("refractory: 3d", "refractory: 2d")


def fetched(registry: Path, folder: Path, version: str = "1.0.0"):
    return fetch(str(registry), ID, version, folder / "here", trust_in(folder / "trust"), NOW)


def test_what_is_published_arrives(tmp_path: Path) -> None:
    registry = filled_registry(tmp_path)
    index = browse(str(registry), trust_in(tmp_path / "trust"), NOW)
    (entry,) = index.entries
    assert (entry.id, entry.version, entry.clinical, entry.yanked) == (ID, "1.0.0", True, None)
    assert entry.title["en"] == "Weight at home"
    assert len(statements_of(str(registry), entry)) == 2
    arrived = fetched(registry, tmp_path)
    assert arrived.kit == load_kit(tmp_path / "kits" / "weight-home-1.0.0")
    assert arrived.judgement.trusted
    assert {it.key.organisation for it in arrived.judgement.signed} == {"Pagus", "CHU"}
    assert pack(arrived.folder) == (registry / "archives" / entry.archive).read_bytes()


def test_who_is_not_trusted_here_is_told(tmp_path: Path) -> None:
    registry = filled_registry(tmp_path)
    only_registry = KEYS[KEYS.rindex("[[key]]") :]
    trust = trust_in(tmp_path / "trust", only_registry)
    arrived = fetch(str(registry), ID, "1.0.0", tmp_path / "here", trust, NOW)
    assert not arrived.judgement.trusted
    with pytest.raises(NotAllowed, match="no key that is known"):
        browse(str(registry), trust_in(tmp_path / "nobody", ""), NOW)


def test_statements_grow_and_the_archive_stays(tmp_path: Path) -> None:
    registry = filled_registry(tmp_path)
    kit = tmp_path / "kits" / "weight-home-1.0.0"
    archive = next((registry / "archives").iterdir())
    before = archive.read_bytes()
    sign_statement(kit, key("publisher"), "Pagus", NOW, kind="measured_result", facts=RESULT)
    entry = publish(kit, registry, key("registry"), NOW)
    assert len(entry.statements) == 3
    assert archive.read_bytes() == before
    assert browse(str(registry), trust_in(tmp_path / "trust"), NOW).serial == 2


def test_an_unsigned_kit_is_not_published(tmp_path: Path) -> None:
    with pytest.raises(NotAllowed, match="pagus kit sign comes first"):
        publish(write_version(tmp_path), tmp_path / "registry", key("registry"), NOW)
    kit = write_version(tmp_path)
    sign_statement(kit, key("owner"), "CHU", NOW, kind="clinical_acceptance")
    with pytest.raises(NotAllowed):
        publish(kit, tmp_path / "registry", key("registry"), NOW)
    assert not (tmp_path / "registry").exists()


def test_a_kit_with_faults_is_neither_signed_nor_published(tmp_path: Path) -> None:
    kit = write_version(tmp_path)
    (kit / "sources.bib").unlink()
    with pytest.raises(KitError):
        sign_statement(kit, key("publisher"), "Pagus", NOW)
    with pytest.raises(KitError):
        publish(kit, tmp_path / "registry", key("registry"), NOW)


def test_a_published_version_never_changes(tmp_path: Path) -> None:
    registry = filled_registry(tmp_path)
    other = signed_version(tmp_path / "other", rules__weight=HIGHER)
    with pytest.raises(Conflict, match="a version never changes"):
        publish(other, registry, key("registry"), NOW)


@pytest.mark.parametrize(("version", "allowed"), [("1.0.1", False), ("1.9.0", False), ("2.0.0", True)])
def test_a_version_that_says_too_little_is_not_published(version: str, allowed: bool, tmp_path: Path) -> None:
    registry = filled_registry(tmp_path)
    newer = signed_version(tmp_path / "newer", version, rules__weight=HIGHER)
    if allowed:
        assert publish(newer, registry, key("registry"), NOW).version == version
    else:
        with pytest.raises(Conflict, match=r"since 1\.0\.0 is major, so the version is 2\.0\.0"):
            publish(newer, registry, key("registry"), NOW)
        assert len(browse(str(registry), trust_in(tmp_path / "trust"), NOW).entries) == 1


def test_an_older_line_can_still_be_mended(tmp_path: Path) -> None:
    registry = filled_registry(tmp_path)
    publish(signed_version(tmp_path / "a", "2.0.0", rules__weight=HIGHER), registry, key("registry"), NOW)
    assert publish(signed_version(tmp_path / "b", "1.0.1"), registry, key("registry"), NOW).version == "1.0.1"


def test_a_withdrawn_version_is_not_fetched(tmp_path: Path) -> None:
    registry = filled_registry(tmp_path)
    assert yank(registry, ID, "1.0.0", "a wrong unit", key("registry"), NOW).yanked is not None
    with pytest.raises(Conflict, match=r"withdrawn pagus/weight-home 1\.0\.0: a wrong unit"):
        fetched(registry, tmp_path)
    assert not (tmp_path / "here").exists()
    with pytest.raises(NotFound):
        yank(registry, ID, "9.0.0", "x", key("registry"), NOW)
    assert publish(tmp_path / "kits" / "weight-home-1.0.0", registry, key("registry"), NOW).yanked is not None


def test_a_stranger_does_not_write_the_index_of_another(tmp_path: Path) -> None:
    registry = filled_registry(tmp_path)
    before = (registry / "index.json").read_bytes()
    with pytest.raises(NotAllowed, match="another key"):
        yank(registry, ID, "1.0.0", "x", key("stranger"), NOW)
    with pytest.raises(NotAllowed, match="another key"):
        sign_again(registry, key("next"), NOW)
    assert (registry / "index.json").read_bytes() == before
    followed = sign_again(registry, key("next"), NOW, former=[key("registry").public_key()])
    assert followed.serial == 2


def test_an_expired_index_is_signed_again(tmp_path: Path) -> None:
    registry = filled_registry(tmp_path)
    trust = trust_in(tmp_path / "trust", KEYS.replace("2027-01-01", "2030-01-01"))
    later = NOW + 200 * DAY
    with pytest.raises(NotAllowed, match="the index expired"):
        browse(str(registry), trust, later)
    sign_again(registry, key("registry"), later)
    assert browse(str(registry), trust, later).serial == 2


def test_a_replayed_index_is_refused_for_good(tmp_path: Path) -> None:
    registry, trust = filled_registry(tmp_path), trust_in(tmp_path / "trust")
    old = (registry / "index.json").read_bytes()
    yank(registry, ID, "1.0.0", "a wrong unit", key("registry"), NOW)
    assert browse(str(registry), trust, NOW).serial == 2
    (registry / "index.json").write_bytes(old)
    with pytest.raises(Conflict, match="serial 1 after 2"):
        browse(str(registry), trust, NOW)
    with pytest.raises(Conflict, match="serial 1 after 2"):
        fetched(registry, tmp_path)
    assert browse(str(registry), trust_in(tmp_path / "another"), NOW).serial == 1, "who has not seen it cannot know"


def test_a_memory_that_cannot_be_read_is_not_forgotten(tmp_path: Path) -> None:
    registry, trust = filled_registry(tmp_path), trust_in(tmp_path / "trust")
    for text in ("{", "[]", '{"x": 1}', '{"x": {"serial": "a", "sha256": ""}}'):
        (trust.folder / "seen.json").write_text(text)
        with pytest.raises(ConfigError, match=r"seen\.json"):
            browse(str(registry), trust, NOW)


def test_the_memory_only_grows_also_when_two_browse_at_once(tmp_path: Path) -> None:
    from pagus.trust import Seen

    trust = trust_in(tmp_path / "trust")
    serials = [*range(1, 30)]
    threads = [threading.Thread(target=trust.remember, args=(f"r{n % 3}", Seen(n, "0" * 64))) for n in serials]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    trust.remember("r0", Seen(1, "0" * 64))
    kept = json.loads((trust.folder / "seen.json").read_text())
    assert {name: it["serial"] for name, it in kept.items()} == {"r0": 27, "r1": 28, "r2": 29}


def altered(registry: Path, kind: str) -> None:
    """Change what lies in the registry in one way."""
    archive = next((registry / "archives").iterdir())
    statements = sorted((registry / "statements").rglob("*.json"))
    content = archive.read_bytes()
    if kind == "a byte of the archive":
        archive.write_bytes(content[:700] + bytes([content[700] ^ 1]) + content[701:])
    elif kind == "half the archive":
        archive.write_bytes(content[: len(content) // 2])
    elif kind == "another archive":
        archive.write_bytes(archive_bytes(read_archive(content) | {"README.md": b"Mine."}))
    elif kind == "no archive":
        archive.unlink()
    elif kind == "a link":
        archive.rename(registry / "elsewhere")
        archive.symlink_to(registry / "elsewhere")
    elif kind == "no statement":
        statements[0].unlink()
    elif kind == "half a statement":
        statements[0].write_bytes(statements[0].read_bytes()[:100])
    elif kind == "half the index":
        (registry / "index.json").write_bytes((registry / "index.json").read_bytes()[:200])
    elif kind == "an index of bytes":
        (registry / "index.json").write_bytes(b"\xff\xfe")
    elif kind == "an altered index":
        data = json.loads((registry / "index.json").read_text())
        data["payload"] = data["payload"][:40] + ("A" if data["payload"][40] != "A" else "B") + data["payload"][41:]
        (registry / "index.json").write_text(json.dumps(data))


ALTERED = {
    "a byte of the archive": Conflict,
    "half the archive": Conflict,
    "another archive": Conflict,
    "no archive": NotFound,
    "a link": NotFound,
    "no statement": NotFound,
    "half a statement": StoreError,
    "half the index": ShapeError,
    "an index of bytes": StoreError,
    "an altered index": NotAllowed,
}


@pytest.mark.parametrize("kind", ALTERED)
def test_an_altered_registry_gives_nothing(kind: str, tmp_path: Path) -> None:
    registry = filled_registry(tmp_path)
    altered(registry, kind)
    with pytest.raises(ALTERED[kind]):
        fetched(registry, tmp_path)
    assert not (tmp_path / "here").exists()


def test_a_registry_that_signs_for_another_kit_than_it_gives(tmp_path: Path) -> None:
    """The keeper of a registry can sign what he wants: the content still has to be what its index says."""
    from dataclasses import replace
    from hashlib import sha256

    from pagus.apps.registry.trust_folder import replace_file
    from pagus.trust import INDEX_TYPE, envelope_text, index_payload, read_index, sign

    registry = filled_registry(tmp_path)
    index = read_index(read_envelope((registry / "index.json").read_text()).payload)
    other = pack(write_version(tmp_path / "evil", rules__weight=HIGHER))
    (entry,) = index.entries

    def give(serial: int, **changes: object) -> None:
        told = replace(entry, sha256=sha256(other).hexdigest(), bytes=len(other), **changes)
        payload = index_payload(replace(index, serial=serial, entries=(told,)))
        replace_file(registry / "index.json", envelope_text(sign(payload, INDEX_TYPE, key("registry"))).encode())
        (registry / "archives" / entry.archive).write_bytes(other)

    give(2)
    with pytest.raises(Conflict, match="does not hold the content"):
        fetched(registry, tmp_path)
    digest = load_kit(tmp_path / "evil" / "weight-home-1.0.0").digest
    give(3, digest=digest, statements=())
    assert not fetched(registry, tmp_path).judgement.trusted, "nobody has signed that content"
    give(4, digest=digest, statements=(), clinical=False)
    (tmp_path / "again").mkdir()
    with pytest.raises(Conflict, match="another kit than the index says"):
        fetch(str(registry), ID, "1.0.0", tmp_path / "again", trust_in(tmp_path / "other"), NOW)
    assert list((tmp_path / "again").iterdir()) == []


def test_a_folder_that_holds_something_is_not_written_into(tmp_path: Path) -> None:
    registry = filled_registry(tmp_path)
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "mine.txt").write_text("mine")
    with pytest.raises(Conflict, match="not empty"):
        fetched(registry, tmp_path)
    assert [file.name for file in (tmp_path / "here").iterdir()] == ["mine.txt"]


def test_two_publishers_at_once_lose_nothing(tmp_path: Path) -> None:
    kits = [signed_version(tmp_path / str(number), f"1.0.{number}") for number in range(4)]
    registry, failures = tmp_path / "registry", []

    def put(kit: Path) -> None:
        try:
            publish(kit, registry, key("registry"), NOW)
        except Exception as error:  # told below, in the thread of the test
            failures.append(error)

    threads = [threading.Thread(target=put, args=(kit,)) for kit in kits]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    index = browse(str(registry), trust_in(tmp_path / "trust"), NOW)
    assert (index.serial, sorted(it.version for it in index.entries)) == (4, ["1.0.0", "1.0.1", "1.0.2", "1.0.3"])
