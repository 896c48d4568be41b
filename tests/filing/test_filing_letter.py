"""The papers that are only filed: the letter with its counts, the report with every finding, what the form does not show."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx
import pytest
from lxml import etree

from conftest import CATALOGUE, ITEM, REGION, Run, write_files
from gwcat.base.errors import GwcatError
from gwcat.document.table import Paragraph
from gwcat.filing.letter import chinese_date, letter
from gwcat.filing.selection import Selection
from gwcat.forms.library import Library
from gwcat.model.finding import SEVERITY_NAMES
from gwcat.source.workspace import Workspace
from office import parts
from packages import built, county, manifest_of, package, planned, with_form
from pages import page_of

PATH = "catalogs/莒南/社会救助/县民政局.yaml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def letter_of(folder: Path) -> list[str]:
    """The paragraphs of the letter."""
    return [paragraph.text for paragraph in docx.Document(str(folder / "internal/报送函.docx")).paragraphs]


def with_letter(root: Path, text: str) -> Path:
    return write_files(root, {"catalogs/莒南/region.yaml": f"{REGION}报送: {text}\n"})


def test_the_letter_of_a_small_package(workspace: Path) -> None:
    with_letter(workspace, "{主送: 临沂市人民政府办公室, 日期: 2018-01-31, 文号: 莒南政办函〔2018〕3号}")
    assert letter_of(package(workspace)) == [
        "莒南县人民政府办公室关于报送《莒南县政务公开事项标准目录》的函",
        "莒南政办函〔2018〕3号",
        "临沂市人民政府办公室：",
        "现将《莒南县政务公开事项标准目录》（2018.1版）随函报送，请予备案。",
        "一、基本情况",
        "本目录涉及1个领域、1个单位，共1项，其中主动公开1项。",
        "二、分领域事项",
        "1．社会救助：1项，责任单位县民政局。",
        "",
        "附件：1．莒南县政务公开事项标准目录",
        "2．莒南县社会救助领域基层政务公开标准目录",
        "",
        "",
        "莒南县人民政府办公室",
        "2018年1月31日",
    ]


def test_what_is_not_known_is_left_to_be_filled_in_by_hand(workspace: Path) -> None:
    text = letter_of(package(workspace))
    assert text[1] == "　　　　："
    assert text[-1] == "　　　　年　　月　　日"


def test_the_issuer_may_be_named(workspace: Path) -> None:
    with_letter(workspace, "{发文机关: 莒南县政务服务中心管理办公室}")
    text = letter_of(package(workspace))
    assert text[0].startswith("莒南县政务服务中心管理办公室关于报送")
    assert text[-2] == "莒南县政务服务中心管理办公室"


def test_counts(workspace: Path) -> None:
    """By 公开方式, by what is not yet verified, by domain."""
    items = [
        ITEM,
        ITEM.replace("-001", "-002").replace("审核", "审批").replace("主动公开", "依申请公开"),
        ITEM.replace("-001", "-003").replace("审核", "办理").replace("    公开方式: 主动公开\n", "    核实: 否\n"),
    ]
    other = f"领域: 养老服务\n单位: 县财政局\n事项:\n{ITEM.replace('社会救助-001', '养老服务-001')}"
    write_files(
        workspace,
        {
            PATH: CATALOGUE.replace(ITEM, "".join(items)),
            "catalogs/莒南/养老服务/县财政局.yaml": other,
            "catalogs/莒南/region.yaml": f"{REGION}  - {{领域: 养老服务, 牵头单位: [县财政局]}}\n",
        },
    )
    text = "\n".join(letter_of(package(workspace)))
    assert "本目录涉及2个领域、2个单位，共4项，其中主动公开2项、依申请公开1项、公开方式待核实1项。" in text
    assert "有1项的要素尚待核实" in text
    assert "1．社会救助：3项，责任单位县民政局；\n2．养老服务：1项，责任单位县财政局。" in text


def test_the_letter_of_junan_adds_up(tmp_path: Path) -> None:
    folder = package(county(tmp_path))
    text = letter_of(folder)
    items = manifest_of(folder)["items"]
    assert text[1] == "山东省人民政府办公厅："
    assert f"本目录涉及7个领域、7个单位，共{items}项" in text[4]
    domains = text[text.index("二、分领域事项") + 1 :][:7]
    assert sum(int(line.partition("：")[2].partition("项")[0]) for line in domains) == items
    attachments = [line for line in text if "．莒南县" in line]
    assert len(attachments) == 8


def test_a_domain_in_two_forms_is_counted_once(workspace: Path) -> None:
    other = f"领域: 社会救助\n单位: 县财政局\n样表: 山东2017\n事项:\n{ITEM.replace('社会救助-001', 'A-1')}"
    text = "\n".join(letter_of(package(write_files(workspace, {"catalogs/莒南/社会救助/县财政局.yaml": other}))))
    assert "本目录涉及1个领域、2个单位，共2项" in text


@pytest.mark.parametrize(
    ("written", "printed"),
    [("2018-01-31", "2018年1月31日"), ("2020-12-01", "2020年12月1日"), ("二〇一八年", "二〇一八年"), ("", "")],
)
def test_dates(written: str, printed: str) -> None:
    assert chinese_date(written) == printed


def test_values_are_no_part_of_the_template(workspace: Path) -> None:
    """Neither expressions nor lines of another style."""
    with_letter(workspace, '{主送: "{{ 7*7 }}\\n标题｜伪造的标题", 文号: "甲｜乙"}')
    folder = package(workspace)
    text = letter_of(folder)
    assert "甲｜乙" in text
    assert not any(line.startswith("伪造的标题") for line in text)
    assert any("{{ 7*7 }}" in line for line in text)


# The look of the letter


@pytest.fixture
def look(workspace: Path) -> dict[str, Any]:
    """The style of each paragraph of the letter, by the paragraph's text."""
    files = parts(package(workspace) / "internal/报送函.docx")
    styles = {style.get(f"{W}styleId"): style for style in etree.fromstring(files["word/styles.xml"]).iter(f"{W}style")}
    body = etree.fromstring(files["word/document.xml"])[0]
    return {
        "".join(text.text for text in paragraph.iter(f"{W}t")): styles[paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val")]
        for paragraph in body.findall(f"{W}p")
    }


def test_typefaces_of_the_standard(look: dict[str, Any]) -> None:
    """GB/T 9704—2012, 7: title 2号小标宋, text 3号仿宋, headings of the first level 3号黑体."""

    def of(text: str) -> tuple[str, str]:
        run = look[text].find(f"{W}rPr")
        return run.find(f"{W}rFonts").get(f"{W}eastAsia"), run.find(f"{W}sz").get(f"{W}val")

    assert of("莒南县人民政府办公室关于报送《莒南县政务公开事项标准目录》的函") == ("方正小标宋简体", "44")
    assert of("一、基本情况") == ("黑体", "32")
    assert of("现将《莒南县政务公开事项标准目录》（2018.1版）随函报送，请予备案。") == ("仿宋_GB2312", "32")


def test_first_lines_are_indented_by_two_characters(look: dict[str, Any]) -> None:
    indent = look["现将《莒南县政务公开事项标准目录》（2018.1版）随函报送，请予备案。"].find(f"{W}pPr/{W}ind")
    assert indent.get(f"{W}firstLineChars") == "200"


def test_further_lines_of_an_attachment_begin_below_its_name(look: dict[str, Any]) -> None:
    """GB/T 9704—2012, 7.3.4: 与上一行附件名称的首字对齐."""
    begins = {"附件：1．莒南县政务公开事项标准目录": 200, "2．莒南县社会救助领域基层政务公开标准目录": 500}
    for text, begin in begins.items():
        indent = look[text].find(f"{W}pPr/{W}ind")
        assert int(indent.get(f"{W}leftChars")) == 650
        assert int(indent.get(f"{W}leftChars")) - int(indent.get(f"{W}hangingChars")) == begin
        assert int(indent.get(f"{W}left")) - int(indent.get(f"{W}hanging")) == begin * 16 * 20 // 100


def test_the_signature_stays_with_the_last_attachment_alone(workspace: Path) -> None:
    """Long lists may break; nothing more than the last line is drawn to the page of the signature."""
    kept = {
        paragraph.text: paragraph.paragraph_format.keep_with_next
        for paragraph in docx.Document(str(package(workspace) / "internal/报送函.docx")).paragraphs
        if paragraph.text
    }
    assert [text for text, keep in kept.items() if keep] == ["2．莒南县社会救助领域基层政务公开标准目录", "莒南县人民政府办公室"]


def test_a_single_attachment_has_no_number(workspace: Path) -> None:
    region = Workspace(workspace).load("莒南").region
    document = letter(region, planned(workspace), Library(workspace), ["莒南县政务公开事项标准目录"])
    lines = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert lines[-5:-2] == ["附件：莒南县政务公开事项标准目录", "", ""]


def test_the_letter_is_portrait_with_the_margins_of_the_standard(workspace: Path) -> None:
    section: Any = docx.Document(str(package(workspace) / "internal/报送函.docx")).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    sides = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
    assert [round(side.mm) for side in sides] == [37, 26, 35, 28]


# Templates of the letter


def test_a_workspace_has_its_own_letter(workspace: Path) -> None:
    template = "标题: 函\n样式:\n  甲: {字体: 宋体, 字号: 12}\n正文: |\n  甲｜{{ 事项数 }}项\n\n  甲｜{{ 单位 | 连写 }}\n"
    write_files(workspace, {"templates/documents/报送函.yaml": template})
    assert letter_of(package(workspace)) == ["1项", "县民政局"]


LETTERS = {
    "a line without a style": "样式: {}\n正文: 没有样式\n",
    "an unknown style": "样式:\n  甲: {字体: 宋体}\n正文: 乙｜文字\n",
    "an unknown name": "样式:\n  甲: {字体: 宋体}\n正文: 甲｜{{ 事项树 }}\n",
    "a bad number": "样式:\n  甲: {字体: 宋体, 字号: 三号}\n正文: 甲｜文字\n",
    "an expression not closed": "样式:\n  甲: {字体: 宋体}\n正文: 甲｜{{ 事项数\n",
    "an unknown alignment": "样式:\n  甲: {字体: 宋体, 对齐: 中}\n正文: 甲｜文字\n",
    "an unknown key of a style": "样式:\n  甲: {字体: 宋体, 颜色: 红}\n正文: 甲｜文字\n",
    "styles a text": "样式: 甲\n正文: 甲｜文字\n",
    "a style a text": "样式:\n  甲: 宋体\n正文: 甲｜文字\n",
    "an unknown key": "样式:\n  甲: {字体: 宋体}\n正文: 甲｜文字\n落款: 甲\n",
    "a list for the text": "样式:\n  甲: {字体: 宋体}\n正文: [甲｜文字]\n",
}


@pytest.mark.parametrize("what", LETTERS)
def test_a_letter_with_a_fault_is_refused_naming_it(what: str, workspace: Path) -> None:
    write_files(workspace, {"templates/documents/报送函.yaml": f"标题: 函\n{LETTERS[what]}"})
    with pytest.raises(GwcatError) as caught:
        built(workspace)
    assert "报送函" in f"{caught.value.message}{caught.value.place}"
    assert not (workspace / "dist").exists()


def test_two_looks_that_differ_only_in_their_spacing_are_two_styles(workspace: Path) -> None:
    template = (
        "标题: 函\n样式:\n  甲: {字体: 宋体, 字号: 12, 段前: 6}\n  乙: {字体: 宋体, 字号: 12}\n正文: |\n  甲｜甲\n  乙｜乙\n"
    )
    write_files(workspace, {"templates/documents/报送函.yaml": template})
    styles = etree.fromstring(parts(package(workspace) / "internal/报送函.docx")["word/styles.xml"])
    names = [style.find(f"{W}name").get(f"{W}val") for style in styles.iter(f"{W}style")]
    assert len(names) == len(set(names))


# The report


def report_of(folder: Path) -> Any:
    return page_of((folder / "internal/校验报告.html").read_bytes())


def test_the_report_lists_every_finding(tmp_path: Path) -> None:
    result = built(county(tmp_path))
    assert result.package is not None
    assert len(result.findings) > 100
    page = report_of(result.package)
    rows = [row for table in page.find_class("findings") for row in table.find("tbody").findall("tr")]
    listed = [tuple(cell.text_content() for cell in row) for row in rows]
    expected = [
        (
            f"{found.place.path.removeprefix('catalogs/')}:{found.place.line}:{found.place.column}",
            f"{SEVERITY_NAMES[found.severity]} {found.rule.code} {found.rule.name}",
            found.message,
            found.help,
        )
        for found in result.findings
    ]
    assert sorted(listed) == sorted(expected)


def test_the_report_counts_by_rule(tmp_path: Path) -> None:
    result = built(county(tmp_path))
    assert result.package is not None
    table = next(report_of(result.package).iter("table"))
    counted = {row[0].text: int(row[3].text) for row in table.find("tbody")}
    codes = [found.rule.code for found in result.findings]
    assert counted == {code: codes.count(code) for code in codes}
    summary = result.summary
    sentence = f"{summary.errors} 个错误，{summary.warnings} 个警告"
    assert sentence in report_of(result.package).text_content()


def test_a_clean_report_says_so(workspace: Path) -> None:
    text = report_of(package(workspace)).text_content()
    assert "没有发现问题" in text
    assert "2018-01-31" in text
    assert "检查了 2 个文件、1 个事项" in text


def test_what_was_written_is_text_in_the_report(workspace: Path) -> None:
    write_files(workspace, {PATH: CATALOGUE.replace("[县民政局, 各镇", "['<script>alert(1)</script>', 各镇")})
    page = report_of(package(workspace))
    assert not list(page.iter("script"))
    assert "<script>alert(1)</script>" in page.text_content()


def test_the_report_needs_no_other_file(workspace: Path) -> None:
    assert "http" not in (package(workspace) / "internal/校验报告.html").read_text("utf-8")


# What a form does not show


def test_what_the_form_has_no_column_for_is_reported(workspace: Path, gwcat: Run) -> None:
    write_files(workspace, {PATH: CATALOGUE + "    责任科室: 低保科\n    备注: 无\n"})
    done = gwcat("build", "--county", "莒南", cwd=workspace)
    assert "样表“国家2019”没有栏目、因而没有印出：备注（1 项）、责任科室（1 项）" in done.stdout
    text = report_of(workspace / "dist/莒南/2018.1").text_content()
    assert "样表没有栏目" in text
    assert "责任科室" in text


def test_what_is_about_the_entry_itself_is_not_reported(workspace: Path) -> None:
    said = "    核实: 否\n    来源: [{标题: 某处}]\n    保密审查: {审查人: 某人}\n    状态: 现行\n"
    assert built(write_files(workspace, {PATH: CATALOGUE + said})).unshown == {}


@pytest.mark.parametrize("tiers", ["[县级, 村级]", "[县级, 省级]"])
def test_levels_that_the_form_has_no_column_for_are_reported(tiers: str, workspace: Path, gwcat: Run) -> None:
    """A tick that cannot be set is dropped without a word otherwise."""
    write_files(workspace, {PATH: CATALOGUE.replace("[县级, 乡级]", tiers)})
    done = gwcat("build", "--county", "莒南", cwd=workspace)
    assert done.returncode == 0, done.stdout
    assert tiers[5:7] in done.stdout + report_of(workspace / "dist/莒南/2018.1").text_content()


def test_a_standard_that_the_form_does_not_show_is_reported(workspace: Path) -> None:
    """A form with a column for 要素 alone leaves 标准 out."""
    standard = CATALOGUE.replace("- 审核结果及相关信息", "- {要素: 名单, 标准: 姓名和住址}")
    with_form(write_files(workspace, {PATH: standard}), "样", "基于: 山东2017\n删列: [公开标准]\n必备: [名称]\n")
    assert any("标准" in key for _, key in built(workspace, selection=Selection(form="样")).unshown)


def test_pairs_of_content_and_standard_in_a_form_without_standards(workspace: Path) -> None:
    """Shown in one cell."""
    standard = CATALOGUE.replace("- 审核结果及相关信息", "- {要素: 名单, 标准: 姓名和住址}")
    folder = package(write_files(workspace, {PATH: standard}))
    (table,) = page_of((folder / "public/分领域/社会救助.html").read_bytes()).iter("tbody")
    assert "名单：姓名和住址" in table.text_content()


def test_rows_that_a_sheet_cannot_show_whole_are_reported(workspace: Path, gwcat: Run) -> None:
    write_files(workspace, {PATH: CATALOGUE.replace("审核结果及相关信息", "长" * 3000)})
    done = gwcat("build", "--county", "莒南", cwd=workspace)
    assert done.returncode == 0, done.stderr
    assert "409" in done.stdout
    assert "社会救助领域" in done.stdout


def test_docx_of_the_letter_opens(workspace: Path) -> None:
    data = (package(workspace) / "internal/报送函.docx").read_bytes()
    about = docx.Document(io.BytesIO(data)).core_properties
    assert about.title == "莒南县人民政府办公室关于报送《莒南县政务公开事项标准目录》的函"
    assert about.author == "莒南县人民政府"
