"""The papers of an adjustment: what they say, that they can be opened, that they are never published."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from docx import Document

from conftest import REPOSITORY, Run, write_files
from histories import OWN, Script
from office import parts, sheet_grids
from programs import converted, faults, page_texts

PAPERS = "internal/调整材料"


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> Script:
    made = Script(tmp_path_factory.mktemp("history"))
    made.run()
    return made


@pytest.fixture
def papers(gwcat: Run, script: Script, tmp_path: Path) -> Path:
    done = gwcat("diff", "v0", "adjust", "--county", "甲", "--papers", tmp_path / "调整", cwd=script.root)
    assert done.returncode == 1
    return tmp_path / "调整" / PAPERS


def test_which_papers_there_are(papers: Path) -> None:
    names = sorted(path.relative_to(papers).as_posix() for path in papers.rglob("*") if path.is_file())
    assert names == [
        "调整对照表.docx", "调整对照表.xlsx", "调整情况说明.docx",
        "调整申请表/县应急局.docx", "调整申请表/县应急局.xlsx", "调整申请表/县民政局.docx", "调整申请表/县民政局.xlsx",
    ]  # fmt: skip
    assert [path.name for path in papers.parents[1].iterdir()] == ["internal"]


def test_the_letter_counts_and_names(papers: Path) -> None:
    text = "\n".join(paragraph.text for paragraph in Document(str(papers / "调整情况说明.docx")).paragraphs)
    assert "调整前共7项，保留0项、变更6项、取消1项、新增1项，调整后共7项。" in text
    assert "其中2项随上级目录调整。" in text
    assert "领域“扶贫救灾”分为“扶贫”“救灾”（4项）" in text
    assert "社会救助（县民政局）“综合业务 / 监督检查”：调整公开时限（本县承诺提前）" in text
    assert "社会救助（县民政局）“低保 / 办事指南”（由乡镇公开）" in text
    assert "社会救助（县民政局）“低保 / 审批信息”（随上级目录调整）" in text
    assert "附件：1．调整对照表" in text
    assert "甲县人民政府办公室" in text


def test_the_table_shows_both_sides_with_marks(papers: Path) -> None:
    rows = sheet_grids(papers / "调整对照表.xlsx")["调整对照表"].texts
    texts = {(row[5], row[6], row[7]) for row in rows}
    assert ("二级事项", "资金名称", "资金名称和用途") in texts
    assert ("领域", "扶贫救灾", "救灾") in texts
    assert ("责任单位", "县扶贫办", "县应急局") in texts
    assert ("公开渠道", "政府网站、公开查阅点", "政府公报、政府网站") in texts or (
        "公开渠道",
        "政府网站、公开查阅点",
        "政府网站、政府公报",
    ) in texts
    word = parts(papers / "调整对照表.docx")["word/document.xml"].decode()
    assert '<w:r><w:rPr><w:b/><w:u w:val="single"/></w:rPr><w:t>和用途</w:t></w:r>' in word
    assert '<w:r><w:rPr><w:u w:val="single"/></w:rPr><w:t>10</w:t></w:r>' in word
    sheet = parts(papers / "调整对照表.xlsx")["xl/worksheets/sheet1.xml"].decode()
    assert "<rPr><b/><u/>" in sheet


def test_an_application_holds_the_items_of_its_unit_and_room_to_sign(papers: Path) -> None:
    grid = sheet_grids(papers / "调整申请表" / "县民政局.xlsx")["调整申请表"].texts
    kinds = [row[3] for row in grid if row[0].isdigit()]
    assert sorted(kinds) == ["取消", "变更", "变更", "变更", "变更", "新增"]
    text = "\n".join(cell for row in grid for cell in row)
    assert "申请单位：甲县民政局" in text
    assert "本县承诺提前" in text
    assert "《中华人民共和国慈善法》" in text
    assert "县应急局" not in text.replace("责任单位：县应急局", "")
    assert "政务公开工作\n机构审核意见" in text


def test_no_papers_without_a_change_that_the_public_sees(gwcat: Run, script: Script, tmp_path: Path) -> None:
    done = gwcat("diff", "lists", "format", "--county", "甲", "--papers", tmp_path / "调整", cwd=script.root)
    assert done.returncode == 1
    assert not (tmp_path / "调整").exists()
    assert "没有要写的调整材料" in done.stderr


def test_papers_of_an_earlier_run_are_replaced_and_nothing_else(gwcat: Run, script: Script, tmp_path: Path) -> None:
    folder = tmp_path / "调整"
    write_files(folder, {"internal/别的.txt": "留着", f"{PAPERS}/旧.txt": "换掉"})
    gwcat("diff", "v0", "rename", "--county", "甲", "--papers", folder, cwd=script.root)
    assert (folder / "internal/别的.txt").read_text("utf-8") == "留着"
    assert not (folder / PAPERS / "旧.txt").exists()


def test_several_regions_at_once_are_refused(gwcat: Run, script: Script, tmp_path: Path) -> None:
    done = gwcat("diff", "format", "above", "--papers", tmp_path / "调整", cwd=script.root)
    assert done.returncode == 2
    assert "请加上 --county 名称；有变化的有：" in done.stderr


def test_names_of_units_stay_inside_the_folder(gwcat: Run, script: Script, tmp_path: Path) -> None:
    root = shutil.copytree(script.root, tmp_path / "副本")
    write_files(root, {OWN: "领域: 扶贫救灾\n单位: ../../../x\n事项:\n  - {编号: 坏-001, 一级事项: =1+1, 二级事项: </w:t>}\n"})
    gwcat("diff", "v0", "--county", "甲", "--papers", tmp_path / "出", cwd=root)
    files = [path for path in tmp_path.rglob("*") if path.is_file() and "副本" not in path.parts]
    assert files
    assert all(path.is_relative_to(tmp_path / "出" / "internal") for path in files)


@pytest.mark.office
def test_the_validator_finds_nothing(papers: Path, gwcat: Run, script: Script, tmp_path: Path) -> None:
    for suffix in ("xlsx", "docx"):
        gwcat("diff", "v0", "adjust", "--output", tmp_path / f"a.{suffix}", cwd=script.root)
    files = [path for path in papers.rglob("*") if path.is_file()]
    assert faults([*files, tmp_path / "a.xlsx", tmp_path / "a.docx"]) == []


@pytest.mark.office
def test_libreoffice_opens_them_and_the_signature_does_not_stand_alone(papers: Path, tmp_path: Path) -> None:
    letter, table = converted([papers / "调整情况说明.docx", papers / "调整对照表.docx"], "pdf", tmp_path / "pdf")
    pages = page_texts(letter)
    assert "调整前后各要素的对照见附件" in next(page for page in pages if "甲县人民政府办公室" in page)
    assert "调整对照表" in page_texts(table)[0]


@pytest.mark.office
def test_a_real_change_of_yifeng(gwcat: Run, tmp_path: Path) -> None:
    root = tmp_path / "项目"
    for name in ("国家", "宜丰"):
        shutil.copytree(REPOSITORY / "catalogs" / name, root / "catalogs" / name)
    old = shutil.copytree(root, tmp_path / "旧")
    file = root / "catalogs/宜丰/社会救助/县民政局.yaml"
    text = file.read_text("utf-8")
    file.write_text(
        text.replace("日起10个工作日内", "日起5个工作日内", 1).replace("附件2 格式模板第1行，各格照录", "缩短时限", 1), "utf-8"
    )
    done = gwcat("diff", old, root, "--county", "宜丰", "--papers", tmp_path / "调整", "--format", "json")
    assert '"changed": 1' in done.stdout
    files = [path for path in (tmp_path / "调整").rglob("*") if path.is_file()]
    assert len(files) == 5
    assert faults(files) == []
