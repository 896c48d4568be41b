"""Any table at all: nothing but words comes of it, and no cell of it is lost."""

from __future__ import annotations

import csv
import io

from hypothesis import given, settings
from hypothesis import strategies as st

from gwcat.base.errors import GwcatError
from gwcat.base.names import fold
from gwcat.forms.library import Library
from gwcat.intake.foreign import read_source
from gwcat.intake.guard import Source
from gwcat.report.incoming import incoming_text

LIBRARY = Library()
HEADINGS = (
    "序号", "一级事项", "二级事项", "三级事项", "名称", "公开内容", "公开标准", "公开依据", "公开时限", "公开主体", "公开渠道",
    "公开方式", "主动公开", "依申请公开", "全社会", "特定群体", "公开层级", "县级", "乡级", "五公开", "备注", "公开事项", "天气",
    "公开对象", "责任科室", "更新周期", "领域", "不予公开理由", "",
)  # fmt: skip
# Cells; @ stands for two characters that no other cell has, so that a cell that is lost is missed.
CELLS = (
    "", "", "√", "×", "12",
    "1.2审核@", "政策@", "条件@；流程@", "1.条件\n2.流程@", "《@法》、《条例》（国发〔2012〕45号）", "同上@",
    "《办法（民发[2012]4号@", "■政府网站 ■@", "□政府网站 □其他@", "■@站", "县民政局、@镇人民政府", "20个工作日内@", "@", "@ @",
    "主动公开@", "县级@", "注：@", "社会救助领域@目录", "宇宙\n@", "（一）@", "=@", "决策@", "县、@", "2 0 1 2@", "“@”", "@（@）",
    "\u200b公\u00a0开@", "公开@" * 30, "■@（@）\n■其他：@", "全社会、@", "@—@", "@：\n@",
)  # fmt: skip


def _read(rows: list[list[str]]) -> str:
    """Everything that comes of a table, as one text."""
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(rows)
    found = read_source(Source(stream.getvalue().encode(), "csv", "目录.csv"), "目录.csv", LIBRARY)
    assert incoming_text(found)
    unread = [row for table in found.tables if not table.items for row in table.rows]
    return repr((found.items, found.remarks, unread))


@given(
    header=st.lists(st.sampled_from(HEADINGS), min_size=1, max_size=9),
    body=st.lists(st.lists(st.sampled_from(CELLS), max_size=9), max_size=8),
)
@settings(max_examples=300)
def test_no_cell_is_lost(header: list[str], body: list[list[str]]) -> None:
    rows, signs = [header], list[str]()
    for row in body:
        cells = []
        for cell in row:
            sign = chr(0x3400 + 2 * len(signs)) + chr(0x3401 + 2 * len(signs))
            signs += [sign] if "@" in cell else []
            cells.append(cell.replace("@", sign))
        rows.append(cells)
    came = fold(_read(rows))
    assert [sign for sign in signs if sign not in came] == []


@given(rows=st.lists(st.lists(st.sampled_from((*HEADINGS, *CELLS)), max_size=12), max_size=12))
@settings(max_examples=150)
def test_any_rows_end_in_words(rows: list[list[str]]) -> None:
    try:
        _read(rows)
    except GwcatError as error:
        assert error.message  # noqa: PT017
