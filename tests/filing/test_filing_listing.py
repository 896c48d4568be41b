"""A form that lists only some items: the others are counted as not printed, and nowhere else."""

from __future__ import annotations

from pathlib import Path

from conftest import CATALOGUE, ITEM, Run, write_files
from packages import built, manifest_of, package, planned

PATH = "catalogs/莒南/社会救助/县民政局.yaml"
FORM = "样表: 不予公开负面清单\n"
LEFT_OUT = ("不予公开负面清单", "没有写“不予公开”的事项")


def negative_list(workspace: Path) -> Path:
    """A workspace whose only catalogue is a negative list of one item; two others are not withheld."""
    withheld = "    不予公开: {理由: 个人隐私, 依据: 《中华人民共和国政府信息公开条例》第十五条}\n"
    items = [
        ITEM,
        ITEM.replace("-001", "-002").replace("审核", "审批") + withheld,
        ITEM.replace("-001", "-003").replace("审核", "名单"),
    ]
    return write_files(workspace, {PATH: CATALOGUE.replace(f"事项:\n{ITEM}", FORM + "事项:\n" + "".join(items))})


def test_items_left_out_are_counted_as_not_printed(workspace: Path, gwcat: Run) -> None:
    negative_list(workspace)
    assert built(workspace).unshown[LEFT_OUT] == 2
    done = gwcat("build", "--county", "莒南", "--out", "另", cwd=workspace)
    assert "没有写“不予公开”的事项（2 项）" in done.stdout


def test_of_what_is_left_out_nothing_else_is_reported(workspace: Path) -> None:
    """Only the one item that is listed has keys without a column."""
    unshown = built(negative_list(workspace)).unshown
    assert {count for key, count in unshown.items() if key != LEFT_OUT} == {1}


def test_counts_are_of_what_is_listed(workspace: Path) -> None:
    negative_list(workspace)
    (chapter,) = planned(workspace).domains
    assert [item.identity for item in chapter.listed] == ["社会救助-002"]
    assert chapter.items == 1
    files = manifest_of(package(workspace))["files"]
    assert {entry["items"] for entry in files if entry.get("items")} == {1}


def test_an_empty_list_is_filed_as_an_empty_table(workspace: Path) -> None:
    write_files(workspace, {PATH: CATALOGUE.replace("事项:\n", FORM + "事项:\n")})
    result = built(workspace)
    assert result.package
    assert result.unshown == {LEFT_OUT: 1}


def test_levels_printed_as_words_are_shown(workspace: Path) -> None:
    write_files(workspace, {PATH: CATALOGUE.replace("事项:\n", "样表: 村务公开\n事项:\n")})
    assert {key for _, key in built(workspace).unshown} == {"公开内容", "公开对象", "公开方式"}
