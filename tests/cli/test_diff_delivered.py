"""`gwcat diff` on what was delivered: files and packages against each other and against the sources."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import pytest

from conftest import REPOSITORY, Run
from gwcat.base.errors import GwcatError
from gwcat.forms.library import Library
from gwcat.intake.delivered import items_of_table, read_delivered
from gwcat.intake.tables import read_tables
from gwcat.tasks.diff import DiffOptions, compare
from office import packed, parts
from packages import package, planned

REGIONS = sorted(path.parent.name for path in (REPOSITORY / "catalogs").glob("*/region.yaml"))


@pytest.mark.parametrize("region", ["莒南", "宜丰", "泊里", "张店", "河南"])
def test_a_package_is_equal_to_the_sources_it_was_made_from(region: str, tmp_path: Path) -> None:
    folder = package(REPOSITORY, region, out=tmp_path, formats=("xlsx", "docx"))
    for name in ("", "public/总目录.xlsx", "public/总目录.docx"):
        found = compare(DiffOptions(str(folder / name), county=region, here=REPOSITORY))
        assert [change.explain() for one in found.differences for change in one.changes] == [], name
        assert [one.remarks for one in found.differences] == []


def test_every_file_of_a_package(tmp_path: Path) -> None:
    folder = package(REPOSITORY, "莒南", out=tmp_path, formats=("xlsx", "docx"))
    files = sorted(path for path in (folder / "public").rglob("*") if path.suffix in (".xlsx", ".docx"))
    files = [path for path in files if path.parent.name != "流程图"]  # drawings, no table
    assert len(files) > 20
    unequal = [path.name for path in files if not compare(DiffOptions(str(path), county="莒南", here=REPOSITORY)).equal]
    assert [name for name in unequal if not name.startswith("河南2017")] == []


@pytest.mark.parametrize("form", sorted(path.stem for path in (REPOSITORY / "templates" / "forms").glob("*.yaml")))
def test_every_form_is_read_back_as_it_was_laid_out(form: str, tmp_path: Path) -> None:
    from gwcat.filing.selection import Selection

    library = Library()
    folder = package(REPOSITORY, "莒南", out=tmp_path, formats=("xlsx", "docx"), selection=Selection(form=form))
    plan = planned(REPOSITORY, "莒南", selection=Selection(form=form))
    for chapter in plan.domains:
        wanted = items_of_table(chapter.table, library.form(form))
        for suffix in ("xlsx", "docx"):
            path = folder / "public" / "分领域" / f"{chapter.domain}.{suffix}"
            if chapter.table.rows:
                found = read_delivered(path.read_bytes(), path.name, [library.form(form)])
                assert [dict(entry.values) for entry in found.entries] == wanted


@pytest.mark.parametrize("suffix", ["xlsx", "docx"])
def test_an_edit_since_then_is_told_by_element(suffix: str, gwcat: Run, tmp_path: Path) -> None:
    root = tmp_path / "项目"
    shutil.copytree(REPOSITORY / "catalogs" / "莒南", root / "catalogs" / "莒南")
    old = shutil.copytree(package(root, "莒南", out=tmp_path / "旧", formats=("xlsx", "docx")), tmp_path / "交上去的")
    file = root / "catalogs/莒南/社会救助/县民政局.yaml"
    text = file.read_text("utf-8").replace("公开查阅点, ", "", 1).replace("10个工作日内", "5个工作日内", 1)
    file.write_text(text, "utf-8")
    done = gwcat("diff", old / f"public/分领域/社会救助.{suffix}", cwd=root)
    assert done.returncode == 1
    assert "公开渠道  - [-公开查阅点-]" in done.stdout
    assert "〔社会救助（县民政局）〕" in done.stdout  # the only unit of the domain
    assert "公开时限  制定或获取信息之日起[-10-]{+5+}个工作日内" in done.stdout
    new = package(root, "莒南", out=tmp_path / "新", formats=("xlsx", "docx"))
    both = gwcat("diff", old / "public/总目录.docx", new / "public/总目录.xlsx")
    assert (both.returncode, both.stdout.count("  ~ ")) == (1, 1)
    packages = gwcat("diff", old, new)
    assert (packages.returncode, packages.stdout.count("  ~ ")) == (1, 1)
    assert "〔社会救助（县民政局）〕" in packages.stdout


def test_an_item_taken_out_of_a_delivered_file_is_told(gwcat: Run, tmp_path: Path) -> None:
    folder = package(REPOSITORY, "莒南", out=tmp_path, formats=("docx",))
    path = folder / "public/分领域/养老服务.docx"
    files = parts(path)
    body = files["word/document.xml"].decode()
    rows = body.split("<w:tr>")
    assert len(rows) > 4
    files["word/document.xml"] = (
        "<w:tr>".join([*rows[:-1], "</w:tr>".join(["", *rows[-1].split("</w:tr>")[1:]])]).replace("<w:tr></w:tr>", "", 1).encode()
    )
    path.write_bytes(packed(files))
    done = gwcat("diff", path, "--county", "莒南", cwd=REPOSITORY)
    assert done.returncode == 1


def archive(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, data in members.items():
            opened.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return stream.getvalue()


BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "' + b"c" * 100 + b'"><!ENTITY d "&b;&b;&b;">]><a>&d;</a>'
DEEP = (
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:tbl>'
    b"<w:tr><w:tc><w:tcPr><w:gridSpan w:val='99999999'/></w:tcPr></w:tc></w:tr></w:tbl></w:body></w:document>"
)


@pytest.mark.parametrize(
    "data",
    [b"", b"PK", archive(word__document_xml=b"<a>"), archive(word__document_xml=BOMB), archive(a=b""), b"\xd0\xcf\x11\xe0"],
    ids=["empty", "cut", "broken", "entities", "another zip", "old"],
)
def test_hostile_and_damaged_files_are_refused_in_words(data: bytes) -> None:
    with pytest.raises(GwcatError, match=r"不是|空的|认不出|损坏|实体"):
        read_tables(data, "a.docx")


def test_a_cell_that_claims_to_be_wide_is_cut() -> None:
    (table,) = read_tables(archive(word__document_xml=DEEP), "a.docx")
    assert len(table.rows[0]) <= 1000
