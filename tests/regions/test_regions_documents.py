"""The attachments of the founding documents stand in the packages word for word, and nothing else stands in them.

A case is the attachment's text as the document prints it, from the title on; white space and the width of signs are no part
of the words. The title of 淄博's table is that of its list of attachments, its rows are those of the text, 二（一）.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from conftest import REPOSITORY
from gwcat.document.table import Table
from gwcat.filing.attachments import Paper, plan_attachments
from gwcat.forms.library import Library
from gwcat.source.workspace import Workspace

CASES = REPOSITORY / "tests" / "cases" / "attachments"
NAMES = sorted(path.stem for path in CASES.iterdir())
WIDE = str.maketrans("():;,", "（）：；，")
# What each document lists under 附件 that is filed as an attachment, with the title that it gives there.
LISTED = {
    "莒南": (
        "莒南县政务公开标准化规范化试点工作领导小组", "政务公开标准化规范化试点工作联络表", "任务分工和进度安排表",
        "政务公开事项目录（样表）",
    ),
    "淄博": (
        "业务指导责任分工表", "区县政务公开事项标准目录参考模板", "区县政府部门单位政务公开事项标准目录参考模板",
        "镇办政务公开项目目录参考模板", "26个试点领域基层政务公开目录网址链接",
    ),
    "宜丰": (
        "26个试点领域公开事项和标准目录编制工作责任分工", "基层政务公开事项标准目录格式模板",
        "基层政务公开标准化规范化工作人员名单",
    ),
    "泊里": ("泊里镇政务公开工作领导小组成员名单", "信息发布保密审查表"),
}  # fmt: skip


def papers(region: str) -> list[Paper]:
    loaded = Workspace(REPOSITORY).load(region)
    assert loaded.findings == []
    return plan_attachments(loaded, Library(REPOSITORY))


def words(text: str) -> str:
    return re.sub(r"\s", "", text).translate(WIDE)


def printed(table: Table) -> Iterator[str]:
    """All texts of an attachment as they are read, from its title on."""
    yield table.title
    yield from (block.text for block in table.intro)
    yield from (cell.text for cell in sorted(table.header, key=lambda cell: (cell.row, cell.column)))
    for row in table.rows:
        yield from row
    yield from table.notes
    yield from (block.text for block in table.closing)


@pytest.mark.parametrize("name", NAMES)
def test_an_attachment_is_that_of_the_document(name: str) -> None:
    region, _, number = name.partition("附件")
    document = words((CASES / f"{name}.txt").read_text("utf-8"))
    found = next(paper for paper in papers(region) if paper.table.mark[0].text == f"附件{number}")
    built = words("".join(printed(found.table)))
    if name == "莒南附件2":  # one for each unit, which is already filled in
        built = built.replace("莒南县人力资源和社会保障局", "", 1)
    assert built == document


@pytest.mark.parametrize("region", LISTED)
def test_the_attachments_that_a_document_lists_are_there(region: str) -> None:
    found = {paper.table.mark[0].text: paper.title for paper in papers(region)}
    assert found == {f"附件{number}": title for number, title in enumerate(LISTED[region], 1)}
