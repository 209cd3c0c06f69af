"""Archives: the same bytes everywhere, and no archive that could do harm is opened."""

from __future__ import annotations

import hashlib
import io
import os
import tarfile
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from pagus.errors import Conflict, KitError
from pagus.kit_language import load_kit, shipped_folder, shipped_slugs
from pagus.kit_language.archive import (
    BLOCK,
    LARGEST_ARCHIVE,
    archive_bytes,
    archive_digest,
    archive_name,
    pack,
    read_archive,
    unpack,
)
from pagus.kit_language.folder import LARGEST_FILE, checksum_listing
from tests.kit_language.example_kit import KIT, write_kit


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return pack(write_kit(tmp_path_factory.mktemp("packed") / "weight-home"))


def faults_of(content: bytes) -> list[str]:
    with pytest.raises(KitError) as caught:
        read_archive(content)
    return [f"{fault.file}: {fault.message}" for fault in caught.value.faults]


def test_the_same_kit_gives_the_same_bytes(tmp_path: Path, packed: bytes) -> None:
    """Whatever its name, the order in which it was written, its times, its modes, its owner."""
    folder = tmp_path / "another name"
    for path in sorted(KIT, reverse=True):
        write_kit(folder, {other: None for other in KIT if other != path})
    for number, file in enumerate(sorted(folder.rglob("*"))):
        os.utime(file, (1_000_000_000 + number, 1_000_000_000 + 7 * number))
        file.chmod(0o700 if file.is_dir() else 0o444 if number % 2 else 0o755)
    if os.geteuid() == 0:
        for file in folder.rglob("*"):
            os.chown(file, 1234, 5678)
    assert pack(folder) == packed


def test_the_bytes_are_those_of_today(packed: bytes) -> None:
    """A change of one byte would change the SHA-256 of every archive in every registry."""
    contents = {"kit.yaml": b"format: 1\n", "messages/fr.yaml": b""}
    assert hashlib.sha256(archive_bytes(contents)).hexdigest() == (
        "2f116c39ae3e9f0a4705873c82c9572515d6060d9ccc5a515d2acdd5ecb2f670"
    )
    assert len(packed) % BLOCK == 0


def test_a_plain_tar_reads_it(tmp_path: Path, packed: bytes) -> None:
    with tarfile.open(fileobj=io.BytesIO(packed), mode="r:") as archive:
        assert sorted(KIT.keys() | {"SHA256SUMS"}) == archive.getnames()
        member = archive.getmember("kit.yaml")
        assert (member.mtime, member.uid, member.gid, member.uname, member.mode) == (0, 0, 0, "", 0o644)
        assert archive.extractfile(member).read() == KIT["kit.yaml"].encode()  # type: ignore[union-attr]


@pytest.mark.parametrize("slug", shipped_slugs())
def test_packed_and_unpacked_is_the_same_kit(slug: str, tmp_path: Path) -> None:
    content = pack(shipped_folder(slug))
    folder = unpack(content, tmp_path / slug)
    kit, shipped = load_kit(folder), load_kit(shipped_folder(slug))
    assert kit == shipped
    assert archive_digest(content) == shipped.digest
    assert pack(folder) == content
    assert archive_name(kit.id, kit.version) == f"pagus.{slug}-{kit.version}.pkit"


def test_a_folder_with_faults_is_not_packed(tmp_path: Path) -> None:
    folder = write_kit(tmp_path / "weight-home")
    (folder / "run.py").write_text("print()")
    (folder / "signals" / "linked.yaml").symlink_to(folder / "kit.yaml")
    with pytest.raises(KitError) as caught:
        pack(folder)
    assert {fault.file for fault in caught.value.faults} == {"run.py", "signals/linked.yaml"}


def test_a_name_too_long_for_the_format_is_told(tmp_path: Path) -> None:
    folder = write_kit(tmp_path / "weight-home", {f"signals/{'a' * 120}.yaml": "a: 1\n"})
    with pytest.raises(KitError, match="longer than 100"):
        pack(folder)


def made(*members: tuple[tarfile.TarInfo, bytes], of: Callable[..., tarfile.TarFile] = tarfile.open) -> bytes:
    stream = io.BytesIO()
    with of(fileobj=stream, mode="w:", format=tarfile.USTAR_FORMAT) as archive:
        for member, content in members:
            archive.addfile(member, io.BytesIO(content))
    return stream.getvalue()


def member(name: str, content: bytes = b"", **fields: object) -> tuple[tarfile.TarInfo, bytes]:
    info = tarfile.TarInfo(name)
    info.size = len(content)
    for field, value in fields.items():
        setattr(info, field, value)
    return info, content


HOSTILE = {
    "parent folder": (member("../evil.yaml", b"x"), "a kit has no such file"),
    "parent inside": (member("signals/../../evil.yaml", b"x"), "a kit has no such file"),
    "absolute path": (member("/etc/cron.d/evil", b"x"), "a kit has no such file"),
    "drive": (member("C:\\evil.yaml", b"x"), "a kit has no such file"),
    "unknown file": (member("run.py", b"x"), "a kit has no such file"),
    "symbolic link": (member("kit.yaml", type=tarfile.SYMTYPE, linkname="/etc/passwd"), "a symbolic link"),
    "hard link": (member("kit.yaml", type=tarfile.LNKTYPE, linkname="LICENSE"), "a hard link"),
    "character device": (member("kit.yaml", type=tarfile.CHRTYPE, devmajor=1, devminor=5), "a device file"),
    "block device": (member("kit.yaml", type=tarfile.BLKTYPE, devmajor=8), "a device file"),
    "pipe": (member("kit.yaml", type=tarfile.FIFOTYPE), "a pipe"),
    "folder": (member("signals", type=tarfile.DIRTYPE, mode=0o777), "a folder"),
    "sparse file": (member("kit.yaml", type=tarfile.GNUTYPE_SPARSE), "not a file"),
    "long name": (member("kit.yaml", b"x", type=tarfile.GNUTYPE_LONGNAME), "not a file"),
    "extended header": (member("kit.yaml", b"11 path=/x\n", type=tarfile.XHDTYPE), "not a file"),
    "letters that cannot be seen": (member("signals/a\u202e.yaml", b"x"), "a kit has no such file"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_members_are_refused_and_nothing_is_written(name: str, tmp_path: Path) -> None:
    hostile, message = HOSTILE[name]
    content = made(hostile)
    assert any(message in fault for fault in faults_of(content))
    with pytest.raises(KitError):
        unpack(content, tmp_path / "inside" / "kit")
    assert list(tmp_path.rglob("*")) == []


@pytest.mark.parametrize(
    ("first", "second"), [("kit.yaml", "kit.yaml"), ("kit.yaml", "KIT.YAML"), ("Kit.yaml", "kit.yaml")]
)
def test_a_path_twice_also_in_other_letter_case(first: str, second: str) -> None:
    assert any("stands twice" in fault for fault in faults_of(made(member(first, b"a"), member(second, b"b"))))


def test_a_gigabyte_of_zeros_is_refused_by_its_header() -> None:
    info = tarfile.TarInfo("signals/zero.yaml")
    info.size = 2**30
    content = info.tobuf(tarfile.USTAR_FORMAT)
    tracemalloc.start()
    faults = faults_of(content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "signals/zero.yaml: larger than 256 KB" in faults
    assert peak < 1_000_000


def test_an_archive_larger_than_any_kit_is_not_looked_into() -> None:
    assert faults_of(bytes(LARGEST_ARCHIVE + 1)) == [f"archive: larger than {LARGEST_ARCHIVE} bytes"]


def test_limits_of_a_kit_hold_for_its_archive() -> None:
    large = [member(f"signals/s{number}.yaml", bytes(LARGEST_FILE)) for number in range(9)]
    assert any("above 2 MB or 200 files" in fault for fault in faults_of(made(*large)[:LARGEST_ARCHIVE]))
    many = [member(f"signals/s{number}.yaml", b"#") for number in range(201)]
    assert any("above 2 MB or 200 files" in fault for fault in faults_of(made(*many)))
    with pytest.raises(KitError, match="200 files"):
        archive_bytes({f"signals/s{number}.yaml": b"#" for number in range(200)})


def test_half_an_archive_is_refused_wherever_it_ends(packed: bytes) -> None:
    for length in [*range(0, len(packed), 97), *range(0, len(packed), BLOCK), len(packed) - 1]:
        faults = faults_of(packed[:length])
        assert any("cut short" in fault or "no header" in fault or "no such file" in fault for fault in faults), length


def test_every_altered_byte_is_found(packed: bytes) -> None:
    """Content, header, padding or end: what was altered is refused, or no longer has the digest that was signed."""
    digest = archive_digest(packed)
    for position in range(len(packed)):
        altered = packed[:position] + bytes([packed[position] ^ 0x01]) + packed[position + 1 :]
        try:
            found = archive_digest(altered)
        except KitError:
            continue
        pytest.fail(
            f"byte {position} can be altered unseen" if found == digest else f"byte {position}: sums were not checked"
        )


def test_other_ways_to_write_the_same_files_are_refused(packed: bytes) -> None:
    contents = read_archive(packed)
    plain = made(*(member(path, content) for path, content in contents.items()))
    assert faults_of(plain) == ["archive: its bytes are not those that pagus kit pack writes"]
    assert faults_of(packed + bytes(BLOCK)) == ["archive: its bytes are not those that pagus kit pack writes"]
    assert faults_of(packed + b"more") == ["archive: its bytes are not those that pagus kit pack writes"]


def test_sums_that_do_not_agree_are_refused() -> None:
    contents = {"kit.yaml": b"format: 1\n"}
    other = checksum_listing({"kit.yaml": b"format: 2\n"}).encode()
    honest = archive_bytes(contents)
    listing = checksum_listing(contents).encode()
    assert honest.count(listing) == 1
    assert faults_of(honest.replace(listing, other)) == ["archive: its bytes are not those that pagus kit pack writes"]


def test_no_file_is_overwritten(tmp_path: Path, packed: bytes) -> None:
    (tmp_path / "kit").mkdir()
    (tmp_path / "kit" / "notes.txt").write_text("mine")
    with pytest.raises(Conflict, match="not empty"):
        unpack(packed, tmp_path / "kit")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / "link").symlink_to(elsewhere)
    with pytest.raises(Conflict):
        unpack(packed, tmp_path / "link")
    assert list(elsewhere.iterdir()) == []
