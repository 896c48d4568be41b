"""What only documents have: tracked changes, text boxes, symbols, tables in cells, tables split at page breaks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import foreign
from gwcat.forms.library import Library
from gwcat.intake.foreign import read_foreign
from gwcat.model.incoming import Incoming
from office import packed, parts

LIBRARY = Library()
ABOUT = {"表头": "县乡", "行": [{"二级": "政策法规文件", "主体": "甲处"}, {"主体": "乙处"}]}
_SPACES = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
_BOX = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"


def _text() -> str:
    return parts(foreign._docx(foreign.typed(ABOUT)))["word/document.xml"].decode()


ABOUT_TEXT = _text()
"""The body of the document before any change."""


def read(folder: Path, *changes: tuple[str, str]) -> Incoming:
    """A document whose body was changed in these places."""
    path = foreign.write(ABOUT, "docx", folder / "目录.docx")
    files = parts(path)
    text = files["word/document.xml"].decode()
    for before, after in changes:
        assert before in text
        text = text.replace(before, after, 1)
    path.write_bytes(packed({**files, "word/document.xml": text.encode()}))
    return read_foreign(path, LIBRARY)


def run(text: str, properties: str = "") -> str:
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


FIRST = run("甲处").replace(' xml:space="preserve"', "")
BODY = "</w:tbl>"


def said(found: Incoming, kind: str) -> list[tuple[str, str, str]]:
    return [(foreign.place(remark), remark.message, remark.before) for remark in found.remarks if remark.kind == kind]


def test_tracked_changes_are_read_as_they_would_be_accepted(tmp_path: Path) -> None:
    deleted = '<w:del w:id="1" w:author="a"><w:r><w:delText>县民政局</w:delText></w:r></w:del>'
    moved = f'<w:moveFrom w:id="2" w:author="a">{run("旧处")}</w:moveFrom>'
    added = f'<w:ins w:id="3" w:author="a">{run("县财政局")}</w:ins>'
    found = read(tmp_path, (FIRST, deleted + moved + added))
    assert found.items[0].values["公开主体"] == ["县财政局"]
    assert [(place, before) for place, _, before in said(found, "整理")] == [
        ("G3", "县民政局"),
        ("G3", "旧处"),
        ("G3", "县财政局"),
    ]


def test_a_deleted_row_is_told(tmp_path: Path) -> None:
    last = ABOUT_TEXT.rindex("<w:tr>")
    gone = '<w:tr><w:trPr><w:del w:id="1" w:author="a"/></w:trPr>'
    found = read(tmp_path, (ABOUT_TEXT[last:], gone + ABOUT_TEXT[last + len("<w:tr>") :]))
    assert len(found.items) == 1
    assert [place for place, message, _ in said(found, "整理") if "修订中删去的一行" in message] == ["行4"]


def test_symbols_and_content_controls_are_ticks(tmp_path: Path) -> None:
    tick = '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'
    unknown = '<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>'
    found = read(
        tmp_path, (run("√").replace(' xml:space="preserve"', ""), tick), (FIRST, unknown), ("<w:t>√</w:t>", "<w:t></w:t>")
    )
    assert found.items[0].values["公开对象"] == "全社会"
    assert found.items[0].values["公开方式"] == ""
    assert [place for place, _, _ in said(found, "未识别")] == ["G3"]


def test_a_text_box_is_read_once(tmp_path: Path) -> None:
    content = f"<w:txbxContent><w:p>{run('县财政局')}</w:p></w:txbxContent>"
    box = (
        f'<w:r><mc:AlternateContent {_SPACES}><mc:Choice Requires="wps"><w:drawing><wps:txbx xmlns:wps="{_BOX}">{content}'
        f"</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict>{content}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    found = read(tmp_path, (FIRST, box))
    assert found.items[0].values["公开主体"] == ["县财政局"]
    assert [before for _, message, before in said(found, "整理") if "文本框" in message] == ["县财政局"]


def test_struck_and_hidden_text(tmp_path: Path) -> None:
    struck = run("县财政局", "<w:rPr><w:strike/></w:rPr>")
    hidden = run("内部", "<w:rPr><w:vanish/></w:rPr>")
    found = read(tmp_path, (FIRST, struck + hidden))
    assert found.items[0].values["公开主体"] == ["县财政局"]
    assert [before for _, _, before in said(found, "存疑")] == ["县财政局", "内部"]


def table(rows: Sequence[Sequence[str]]) -> str:
    cells = ["".join(f"<w:tc><w:p>{run(text)}</w:p></w:tc>" for text in row) for row in rows]
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def test_a_small_table_in_a_cell_is_part_of_it(tmp_path: Path) -> None:
    found = read(tmp_path, (f"<w:p>{FIRST}</w:p>", f"{table([['县民政局', ''], ['县财政局', '']])}<w:p/>"))
    assert found.items[0].values["公开主体"] == ["县民政局", "县财政局"]
    assert [place for place, _, _ in said(found, "存疑")] == ["G3"]


def test_a_catalogue_within_a_frame_is_a_table_of_its_own(tmp_path: Path) -> None:
    path = foreign.write(ABOUT, "docx", tmp_path / "目录.docx")
    files = parts(path)
    text = files["word/document.xml"].decode()
    start, end = text.index("<w:tbl>"), text.index("</w:tbl>") + len("</w:tbl>")
    frame = f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>{text[start:end]}<w:p/></w:tc></w:tr></w:tbl>"
    path.write_bytes(packed({**files, "word/document.xml": (text[:start] + frame + text[end:]).encode()}))
    found = read_foreign(path, LIBRARY)
    assert [item.values["二级事项"] for item in found.items] == ["政策法规文件", "审核信息"]
    assert said(found, "未识别") == []


TICKS = ["√", "", "√", "", "√", ""]
ROW = ["3", "医疗救助", "办事指南", "办理事项", "《社会救助暂行办法》", "及时公开", "县民政局", "■政府网站", *TICKS]


def test_a_table_goes_on_in_the_next_one(tmp_path: Path) -> None:
    other = table([["姓名", "电话"], ["某人", "1"]])
    found = read(tmp_path, (BODY, f"</w:tbl><w:p/>{table([ROW])}<w:p/>{other}"))
    assert [item.values["二级事项"] for item in found.items] == ["政策法规文件", "审核信息", "办事指南"]
    assert [message for place, message, _ in said(found, "整理") if place == "表"] == [
        "没有表头，列数和前一张表相同，接着前一张表读"
    ]
    assert [(remark.spot.sheet, remark.message) for remark in found.remarks if remark.kind == "未识别"] == [
        ("第3张表", "没有认出表头，这张表没有读入")
    ]


def test_an_item_goes_on_across_a_page_break(tmp_path: Path) -> None:
    rest = ["", "", "", "接上页的内容", "", "", "", "", "", "", "", "", "", ""]
    found = read(tmp_path, (BODY, f"</w:tbl><w:p/>{table([rest, ROW])}"))
    assert [item.values["公开内容"] for item in found.items] == [
        ["初审对象名单及相关信息"], ["初审对象名单及相关信息", "接上页的内容"], ["办理事项"],
    ]  # fmt: skip


def test_the_second_table_of_a_document_is_the_catalogue(tmp_path: Path) -> None:
    found = read(tmp_path, ("<w:tbl>", f"{table([['任务', '部门', '时间'], ['编目录', '各部门', '8月']])}<w:p/><w:tbl>"))
    assert len(found.items) == 2
    assert str(found.items[0].spot) == "目录.docx 第2张表!第3行"
    assert str(found.items[0].spots["公开主体"]) == "目录.docx 第2张表!第3行第7列"


def test_rows_that_begin_further_right(tmp_path: Path) -> None:
    cells = "".join(f"<w:tc><w:p>{run(text)}</w:p></w:tc>" for text in ROW[2:])
    row = f"<w:tr><w:trPr><w:gridBefore w:val='2'/></w:trPr>{cells}</w:tr>"
    found = read(tmp_path, (BODY, f"{row}</w:tbl>"))
    assert found.items[2].values["二级事项"] == "办事指南"
    assert found.items[2].values["公开层级"] == ["县级"]
