"""ZIP files: sound, put together from pieces, the same bytes every time."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gwcat.base.errors import GwcatError
from gwcat.render import archive
from gwcat.render.archive import EPOCH, Member, deflate, iso, zip_bytes

CHUNKS = st.lists(st.binary(max_size=400) | st.text(alphabet="公开<w:tc>", max_size=200).map(str.encode), max_size=6)


def opened(data: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(data))


@given(CHUNKS)
def test_pieces_one_after_the_other_are_one_deflate_stream(chunks: list[bytes]) -> None:
    member = Member.of("x", [deflate(chunk) for chunk in chunks])
    engine = zlib.decompressobj(-15)
    assert engine.decompress(b"".join(member.data)) == b"".join(chunks)
    assert engine.eof, "the stream ends"
    assert not engine.unused_data, "nothing follows it"
    assert (member.crc, member.size) == (zlib.crc32(b"".join(chunks)), sum(map(len, chunks)))


@given(CHUNKS)
def test_a_piece_may_stand_in_several_members_and_orders(chunks: list[bytes]) -> None:
    pieces = [deflate(chunk) for chunk in chunks]
    data = zip_bytes([Member.of("甲", pieces), Member.of("乙", pieces[::-1]), Member.of("丙", pieces * 2)])
    with opened(data) as found:
        assert found.testzip() is None
        assert found.read("甲") == b"".join(chunks)
        assert found.read("乙") == b"".join(chunks[::-1])
        assert found.read("丙") == b"".join(chunks) * 2


@given(st.dictionaries(st.text(alphabet="公开/abc .😀", min_size=1, max_size=20), st.binary(max_size=100), max_size=6))
def test_names_and_contents_come_back(files: dict[str, bytes]) -> None:
    kinds = (Member.stored, lambda name, raw: Member.of(name, [deflate(raw)]))
    data = zip_bytes([kinds[number % 2](name, raw) for number, (name, raw) in enumerate(files.items())])
    with opened(data) as found:
        assert found.testzip() is None
        assert found.namelist() == list(files)
        assert {name: found.read(name) for name in files} == files
        assert [entry.compress_type for entry in found.infolist()] == [8 * (number % 2) for number in range(len(files))]


def sample() -> list[Member]:
    return [Member.of("总目录.txt", [deflate(b"a" * 1000), deflate("公开".encode())]), Member.stored("public/a.xlsx", b"PK")]


def test_same_bytes_twice() -> None:
    assert zip_bytes(sample()) == zip_bytes(sample())


def test_times_are_fixed() -> None:
    with opened(zip_bytes(sample())) as found:
        assert {entry.date_time for entry in found.infolist()} == {EPOCH}
    with opened(zip_bytes(sample(), (2018, 1, 31, 9, 30, 58))) as found:
        assert {entry.date_time for entry in found.infolist()} == {(2018, 1, 31, 9, 30, 58)}


@pytest.mark.parametrize(("year", "written"), [(1970, 1980), (1980, 1980), (2107, 2107), (2500, 2107)])
def test_years_that_a_zip_cannot_hold(year: int, written: int) -> None:
    with opened(zip_bytes(sample(), (year, 1, 1, 0, 0, 0))) as found:
        assert {entry.date_time[0] for entry in found.infolist()} == {written}


def test_time_in_document_properties() -> None:
    assert iso((2018, 1, 31, 9, 30, 5)) == "2018-01-31T09:30:05Z"


def test_names_are_marked_as_utf8() -> None:
    with opened(zip_bytes(sample())) as found:
        assert all(entry.flag_bits & 0x800 for entry in found.infolist())
        assert not any(entry.flag_bits & 0x9 for entry in found.infolist()), "not encrypted, sizes in front"
        assert not any(entry.extra or entry.comment for entry in found.infolist())


def test_nothing_in_it() -> None:
    with opened(zip_bytes([])) as found:
        assert found.namelist() == []


def test_other_programs_read_it(tmp_path: Path) -> None:
    path = tmp_path / "样.zip"
    path.write_bytes(zip_bytes(sample()))
    program = shutil.which("unzip")
    if program is None:
        pytest.skip("unzip is not installed")
    surroundings = {**os.environ, "LC_ALL": "C.UTF-8"}
    checked = subprocess.run([program, "-t", str(path)], capture_output=True, env=surroundings, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    subprocess.run([program, "-q", str(path), "-d", str(tmp_path / "out")], check=True, env=surroundings)
    names = {found.relative_to(tmp_path / "out").as_posix() for found in (tmp_path / "out").rglob("*") if found.is_file()}
    assert names == {"总目录.txt", "public/a.xlsx"}, "unzip takes names from MS-DOS for CP437, whatever the flags say"
    assert (tmp_path / "out" / "总目录.txt").read_bytes() == b"a" * 1000 + "公开".encode()
    assert os.access(tmp_path / "out" / "public" / "a.xlsx", os.R_OK | os.W_OK)


def test_an_archive_beyond_four_gibibytes_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "_LIMIT", 500)
    with pytest.raises(GwcatError, match="压缩包"):
        zip_bytes([Member.stored("a", bytes(400)), Member.stored("b", bytes(400)), Member.stored("c", b"")])


def test_same_bytes_in_another_process() -> None:
    code = (
        "import hashlib\nfrom gwcat.render.archive import *\n"
        "members = [Member.of('总目录.txt', [deflate(b'a' * 1000), deflate('公开'.encode())]), Member.stored('a.xlsx', b'PK')]\n"
        "print(hashlib.sha256(zip_bytes(members)).hexdigest())"
    )
    told = [
        subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True)
        for seed in ("1", "2")
    ]
    assert told[0].stdout == told[1].stdout
