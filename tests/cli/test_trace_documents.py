"""`gwcat trace` of cells of DOCX and HTML: every cell that a reader counts to leads to the text that stands there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import CATALOGUE, CATALOGUE_PATH, ITEM, REGION, REGION_PATH, Run, write_files
from gwcat.base.errors import GwcatError
from gwcat.filing.selection import Selection
from gwcat.source.workspace import Workspace
from gwcat.tasks.trace import trace
from items import item_with
from office import Grid, word_grids
from packages import package
from pages import page_tables

PAIRED = "公开内容:\n  - 申请\n  - {要素: 结果, 标准: 姓名}\n"
FORMS = ("国家2019", "山东2017")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    two = CATALOGUE + item_with(PAIRED, identity="社会救助-002") + ITEM.replace("-001", "-003").replace("审核", "审批")
    other = CATALOGUE.replace("社会救助", "养老服务")
    files = {REGION_PATH: REGION, CATALOGUE_PATH: two, "catalogs/莒南/养老服务/县民政局.yaml": other}
    root = write_files(tmp_path_factory.mktemp("追查"), files)
    for form in FORMS:
        package(root, out=root / form, selection=Selection(form=form), formats=("docx", "html"))
    return root


def grids(path: Path) -> list[Grid]:
    """The tables of a document, or those of a page, header rows and body one below the other."""
    if path.suffix == ".docx":
        return word_grids(path.read_bytes())
    tables = page_tables(path.read_bytes())
    return [Grid([*table.header.texts, *table.body.texts], set()) for table in tables]


def filled(path: Path) -> Iterator[tuple[int, int, int, str]]:
    """Table, row and column, from 1, of every cell with a text."""
    for number, grid in enumerate(grids(path), 1):
        for row, texts in enumerate(grid.texts, 1):
            yield from ((number, row, column, text) for column, text in enumerate(texts, 1) if text)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("suffix", ["docx", "html"])
@pytest.mark.parametrize("book", ["总目录", "分领域/社会救助", "分单位/县民政局"])
def test_every_cell(book: str, suffix: str, form: str, root: Path) -> None:
    path = root / form / "莒南" / "2018.1" / "public" / f"{book}.{suffix}"
    cells = list(filled(path))
    assert len(cells) > 20
    for number, row, column, text in cells[:: 1 if book == "分领域/社会救助" else 5]:
        found = trace(Workspace(root), f"{path}!表{number}:R{row}C{column}")
        assert found.text == text, (number, row, column)
        assert found.cell == f"R{row}C{column}"


@pytest.mark.parametrize(
    "address", ["社会救助.docx!R4C3", "社会救助.docx!表1:R4C3", "社会救助.docx!社会救助!r4c3", "社会救助.html!表 1!R4C3"]
)
def test_addresses(address: str, root: Path) -> None:
    found = trace(Workspace(root), f"{root}/国家2019/莒南/2018.1/public/分领域/{address}")
    assert (found.text, found.item) == ("审核信息", "社会救助-002 审核信息")
    assert found.ways[0][1][0][1].path == CATALOGUE_PATH


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("分领域/社会救助.docx!表2:R4C3", "没有第 2 个表。"),
        ("分领域/社会救助.docx!R4C99", "没有 R4C99 这一格。"),
        ("分领域/社会救助.html!R99C1", "没有 R99C1 这一格。"),
        ("分领域/社会救助.docx!R0C1", "看不懂"),
        ("分领域/社会救助.docx!养老服务:R4C1", "没有“养老服务”这个表。"),
        ("总目录.docx!R4C1", "这个文件有几个表。"),
        ("分领域/社会求助.docx!R4C1", "没有"),
    ],
)
def test_wrong_addresses(address: str, words: str, root: Path) -> None:
    with pytest.raises(GwcatError) as caught:
        trace(Workspace(root), f"{root}/国家2019/莒南/2018.1/public/{address}")
    assert words in caught.value.message
    assert caught.value.hint


def test_the_command(gwcat: Run, root: Path) -> None:
    done = gwcat("trace", "国家2019/莒南/2018.1/public/分领域/社会救助.docx!表1:R3C6", cwd=root)
    assert done.returncode == 0
    assert done.stdout.splitlines()[0] == "社会救助!R3C6（公开时限）：制定或获取信息之日起10个工作日内，公示7个工作日"
    assert f"{CATALOGUE_PATH}:11:11" in done.stdout
