"""Tables of duties, in the ways in which Excel saves them."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import write_files
from gwcat.base.errors import GwcatError, StorageError
from gwcat.source.division import read_division


def shares(tmp_path: Path, data: str | bytes) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    found = read_division(write_files(tmp_path, {"分工.csv": data}) / "分工.csv")
    return [(share.domain, share.units, share.groups) for share in found]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_way_of_saving(tmp_path: Path, encoding: str, separator: str, end: str) -> None:
    rows = [("领域", "单位"), ("社会救助", "县民政局"), ("就业", "县人社局")]
    text = "".join(separator.join(row) + end for row in rows)
    assert shares(tmp_path, text.encode(encoding)) == [("社会救助", ("县民政局",), ()), ("就业", ("县人社局",), ())]


def test_without_a_heading_the_first_two_columns_count(tmp_path: Path) -> None:
    assert shares(tmp_path, "社会救助,县民政局\n\n就业\n") == [("社会救助", ("县民政局",), ()), ("就业", (), ())]


def test_merged_cells_lists_and_groups(tmp_path: Path) -> None:
    text = (
        '领域分工\n序号,牵头单位,领域\n1,"县住建局、县城管局，各乡镇（镇、场）","市政服务、\n住房"\n'
        ",县水务局,\n2,县住建局,市政服务\n"
    )
    units = ("县住建局", "县城管局", "县水务局")
    assert shares(tmp_path, text) == [("市政服务", units, ("各乡镇（镇、场）",)), ("住房", units, ("各乡镇（镇、场）",))]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param(b"", "空的", id="nothing"),
        pytest.param(b"\n , \n", "空的", id="blank"),
        pytest.param(b"PK\x03\x04...", "Office", id="xlsx"),
        pytest.param(b"\xd0\xcf\x11\xe0...", "Office", id="xls"),
        pytest.param(b"\x81", "编码", id="encoding"),
        pytest.param(b"x" * 2_000_000, "1 MiB", id="large"),
        pytest.param("领域,单位\n,县民政局\n".encode(), "没有写领域", id="no domain"),
        pytest.param(b"a" * 200_000, "CSV", id="long cell"),
    ],
)
def test_what_is_no_table(tmp_path: Path, data: bytes, words: str) -> None:
    with pytest.raises(GwcatError, match=words) as caught:
        shares(tmp_path, data)
    assert caught.value.exit_code == 2
    assert caught.value.hint


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        read_division(tmp_path / "没有.csv")
    with pytest.raises(StorageError):
        read_division(tmp_path)
