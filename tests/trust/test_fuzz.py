"""Whatever text or bytes come in: an answer or a refusal of ours, in bounded time, and nothing outside the folder.

The normal run tries some hundreds of inputs for each reader; ``--long`` tries many thousands, and new ones each time.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pagus.errors import PagusError
from pagus.kit_language import lint_kit
from pagus.kit_language.archive import BLOCK, archive_bytes, read_archive, unpack
from pagus.kit_language.version import read_range, read_version
from pagus.rules import parse
from pagus.trust import (
    INDEX_TYPE,
    STATEMENT_TYPE,
    Envelope,
    KitFacts,
    envelope_text,
    index_payload,
    judge,
    open_private,
    read_envelope,
    read_index,
    read_policy,
    read_public,
    read_statement,
    read_store,
    statement_payload,
)
from pagus.trust.policy import DEFAULT_POLICY
from tests.kit_language.example_kit import KIT, write_kit
from tests.trust.making import KIT as FACTS
from tests.trust.making import NOW, signed, statement, store_entry
from tests.trust.test_index import INDEX

SLOWEST_S = 5
STORE_TEXT = store_entry("publisher", ["publish", "revoke"]) + store_entry("owner", ["accept"])
STORE = read_store(STORE_TEXT)
ARCHIVE = archive_bytes({path: text.encode() for path, text in KIT.items()})
RULE = "weight_delta >= p.limit && (has(a) || quantity(2, 'kg') in [1, 2] ? min(a, b) : !c)"
FEW, MANY = 60, 3_000
FEW_KITS = 15
"""Of a whole kit, which takes longer to read."""


@pytest.fixture(scope="session")
def budget(request: pytest.FixtureRequest) -> settings:
    """How many inputs each reader gets: more with --long."""
    return budgeted(MANY if request.config.getoption("--long") else FEW)


@pytest.fixture(scope="session")
def budget_of_kits(request: pytest.FixtureRequest) -> settings:
    return budgeted(MANY // 10 if request.config.getoption("--long") else FEW_KITS)


def budgeted(most: int) -> settings:
    return settings(max_examples=most, suppress_health_check=list(HealthCheck), deadline=None)


def broken(text: bytes) -> st.SearchStrategy[bytes]:
    """This right text with pieces cut out, doubled, exchanged, or replaced by noise."""
    place = st.integers(0, len(text))

    def mend(edits: list[tuple[int, int, bytes]]) -> bytes:
        changed = text
        for start, length, piece in edits:
            changed = changed[:start] + piece + changed[start + length :]
        return changed

    noise = st.one_of(
        st.binary(max_size=12),
        st.sampled_from(
            [b'"', b"{", b"[[", b"]", b"\x00", b"null", b"NaN", b"1e999", b"-1", b"../", b"\xff", b"9" * 30]
        ),
        st.builds(lambda start: text[start : start + 40], place),
    )
    return st.lists(st.tuples(place, st.integers(0, 60), noise), min_size=1, max_size=4).map(mend)


def texts(right: str) -> st.SearchStrategy[str]:
    lost = broken(right.encode()).map(lambda raw: raw.decode("utf-8", "replace"))
    return st.one_of(lost, st.text(max_size=200))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)


def fields_replaced(payload: bytes) -> st.SearchStrategy[bytes]:
    """This JSON object with some of its fields replaced by any data."""
    right = json.loads(payload)
    names = st.sampled_from(sorted(right)) | st.text(max_size=8)
    return st.dictionaries(names, JSON, max_size=3).map(lambda other: json.dumps(right | other).encode())


def statements() -> st.SearchStrategy[Envelope]:
    kinds = st.sampled_from(["publication", "clinical_acceptance", "evaluation", "measured_result", "revocation"])
    payloads = kinds.flatmap(lambda kind: fields_replaced(statement_payload(statement(kind))))
    return (payloads | st.binary(max_size=80)).map(lambda payload: Envelope(payload, STATEMENT_TYPE, ()))


def judged(envelope: Envelope) -> object:
    facts = KitFacts(id=FACTS.id, version=FACTS.version, digest=FACTS.digest, clinical=True)
    return judge(DEFAULT_POLICY, facts, [envelope, signed("publisher")], STORE, NOW)


POLICY_TEXT = '[[require]]\nstatement = "publication"\nsigners = 2\n[[clinical.require]]\nstatement = "evaluation"\n'
KEY_TEXT = "-----BEGIN PAGUS SEALED KEY-----\nAQ==\n-----END PAGUS SEALED KEY-----\n"
READERS: dict[str, tuple[Callable[..., object], st.SearchStrategy]] = {
    "envelope": (read_envelope, texts(envelope_text(signed("publisher")))),
    "statement": (read_statement, statements()),
    "judgement": (judged, statements()),
    "index": (read_index, fields_replaced(index_payload(INDEX)) | broken(index_payload(INDEX))),
    "trust store": (read_store, texts(STORE_TEXT)),
    "policy": (read_policy, texts(POLICY_TEXT)),
    "public key": (read_public, texts("ed25519:KJzIwVRlMi87Mjx4XTvawLsyK13mJDHh/NR2BosWTLk=")),
    "sealed key": (lambda text: open_private(text, "korrekt Pferd"), texts(KEY_TEXT)),
    "version": (read_version, texts("1.2.3")),
    "range": (read_range, texts(">=1.0.0 <2.0.0 ^1.2.0")),
    "archive": (read_archive, broken(ARCHIVE) | st.binary(max_size=4 * BLOCK)),
    "rule": (parse, texts(RULE) | st.text(alphabet="ab1.p()<>=&|!?:+-*/', []in", max_size=300)),
}


@pytest.mark.parametrize("name", READERS)
def test_a_reader_answers_or_refuses_in_bounded_time(name: str, budget: settings) -> None:
    read, inputs = READERS[name]
    outcomes = {"read": 0, "refused": 0}

    @budget
    @given(inputs)
    def attempt(given_input: object) -> None:
        started = time.process_time()
        try:
            read(given_input)
        except PagusError:
            outcomes["refused"] += 1
        else:
            outcomes["read"] += 1
        assert time.process_time() - started < SLOWEST_S

    attempt()
    assert outcomes["refused"] > 0 or name == "judgement", "no input was wrong: this test tried nothing"


def test_what_the_index_type_is_called() -> None:
    assert INDEX_TYPE != STATEMENT_TYPE


def headers() -> st.SearchStrategy[bytes]:
    """Archives whose headers are forged field by field, with a right check sum or none."""
    names = st.sampled_from(
        [
            b"kit.yaml",
            b"signals/a.yaml",
            b"../evil",
            b"/etc/evil",
            b"signals/../../evil",
            b"signals/./a.yaml",
            b"",
            b"a" * 100,
        ]
    ) | st.binary(max_size=100)
    sizes = st.sampled_from([b"00000000000", b"00000000001", b"77777777777", b"-0000000001", b"\x80" + bytes(10)])
    kinds = st.sampled_from([b"0", b"1", b"2", b"3", b"5", b"6", b"7", b"L", b"x", b"g", b"\0"])
    links = st.sampled_from([b"", b"/etc/passwd", b"../../evil"])

    def build(name: bytes, size: bytes, kind: bytes, link: bytes, content: bytes) -> bytes:
        head = name[:100].ljust(100, b"\0") + b"0000644\0" * 3 + size + b"\0" + b"0" * 11 + b"\0"
        tail = kind + link.ljust(100, b"\0") + b"ustar\x0000" + bytes(80) + bytes(167)
        total = sum(head) + sum(tail) + 8 * 32
        return head + b"%06o\0 " % total + tail + content + bytes(-len(content) % BLOCK)

    member = st.builds(build, names, sizes, kinds, links, st.binary(max_size=600))
    return st.lists(member, max_size=4).map(lambda members: b"".join(members) + bytes(2 * BLOCK))


def test_no_archive_writes_outside_its_folder(tmp_path: Path, budget: settings) -> None:
    root = tmp_path / "root"
    (root / "inside").mkdir(parents=True)
    (root / "sentinel").write_text("untouched")
    count = [0, 0]

    @budget
    @given(headers() | broken(ARCHIVE))
    def attempt(content: bytes) -> None:
        count[0] += 1
        target = root / "inside" / str(count[0])
        try:
            unpack(content, target)
        except PagusError:
            count[1] += 1
            assert not target.exists(), "a refused archive leaves nothing"
        assert {file.name for file in root.iterdir()} == {"inside", "sentinel"}
        assert (root / "sentinel").read_text() == "untouched"

    attempt()
    assert count[1] > 0
    links = [file for file in root.rglob("*") if file.is_symlink() or not (file.is_file() or file.is_dir())]
    assert links == []


@pytest.mark.parametrize(
    "path", ["kit.yaml", "parameters.yaml", "rules/weight.yaml", "sources.bib", "messages/fr.yaml"]
)
def test_a_kit_with_a_broken_file_is_told_its_faults(path: str, tmp_path: Path, budget_of_kits: settings) -> None:
    count = [0, 0]

    @budget_of_kits
    @given(broken(KIT[path].encode()))
    def attempt(content: bytes) -> None:
        count[0] += 1
        folder = write_kit(tmp_path / str(count[0] % 2), {path: content})
        started = time.process_time()
        faults = lint_kit(folder)
        assert time.process_time() - started < SLOWEST_S
        count[1] += bool(faults)
        assert all(fault.message and fault.file for fault in faults)

    attempt()
    assert count[1] > 0
