"""LibreOffice opens every file of a package, shows its text on every page, and saves the same cells and merges again."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gwcat.document.page import LETTER_PAGE, Page
from office import sheet_grids, word_grids, workbook
from packages import built, county, package
from programs import converted, page_texts, page_words, program
from tables import book_of, docx, make_table

pytestmark = pytest.mark.office


@pytest.fixture(scope="module")
def domains(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder 分领域 of 莒南's package."""
    return package(county(tmp_path_factory.mktemp("莒南")), formats=("xlsx", "docx")) / "public" / "分领域"


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("suffix", ["docx", "xlsx"])
def test_every_file_opens_and_prints(suffix: str, domains: Path, tmp_path: Path) -> None:
    program("pdftotext")
    files = sorted(domains.glob(f"*.{suffix}"))
    assert len(files) == 7
    for file, pdf in zip(files, converted(files, "pdf", tmp_path), strict=True):
        pages = [squeezed(text) for text in page_texts(pdf)]
        assert pages, file.name
        assert all(pages), "no page is empty"
        assert f"莒南县{file.stem}领域政务公开事项目录" in pages[0]
        assert "公开主体" in pages[0]
        assert all("公开内容" in page for page in pages[:-1]), "the header is repeated on every page"
        assert "注：事项类别为纳入试点的行业领域" in "".join(pages)


def test_workbooks_saved_anew_hold_the_same(domains: Path, tmp_path: Path) -> None:
    files = [*sorted(domains.glob("*.xlsx")), domains.parent / "总目录.xlsx"]
    for file, again in zip(files, converted(files, "xlsx", tmp_path), strict=True):
        assert sheet_grids(again) == sheet_grids(file), file.name
        before, after = workbook(file), workbook(again)
        assert after.sheetnames == before.sheetnames
        for name in before.sheetnames:
            assert after[name].print_title_rows == before[name].print_title_rows
            assert after[name].page_setup.orientation == "landscape"


def test_documents_saved_anew_hold_the_same(domains: Path, tmp_path: Path) -> None:
    files = sorted(domains.glob("*.docx"))
    for file, again in zip(files, converted(files, "docx", tmp_path), strict=True):
        assert [grid.texts for grid in word_grids(again)] == [grid.texts for grid in word_grids(file)]
        assert [grid.merges for grid in word_grids(again)] == [grid.merges for grid in word_grids(file)]


def test_page_numbers_stand_in_the_left_margin(domains: Path, tmp_path: Path) -> None:
    """GB/T 9704—2012, 8: as on the portrait pages that they are bound with. Odd pages below, even pages above.

    Seen on a document of many pages: LibreOffice 7.4 sets the turned text of a box in a footer at the corner of the page
    when the whole document is laid out in one pass, though the box itself stands right.
    """
    program("pdftotext")
    (pdf,) = converted([domains.parent / "总目录.docx"], "pdf", tmp_path)
    pages = page_words(pdf)
    assert len(pages) > 20
    for number, words in enumerate(pages, 1):
        dashes = [(across, down) for text, across, down in words if text == "—"]
        assert len(dashes) == 2
        assert all(15 < across < 30 for across, _ in dashes), f"page {number}: {dashes}"
        assert all((down > 150) if number % 2 else (28 <= down < 60) for _, down in dashes), f"page {number}: {dashes}"


def test_sections_of_other_paper_make_no_empty_page(tmp_path: Path) -> None:
    tables = [
        make_table([("甲",)], name=f"表{number}", page=page) for number, page in enumerate((Page(), Page("A3"), LETTER_PAGE))
    ]
    (tmp_path / "几种纸.docx").write_bytes(docx(book_of(*tables)))
    (pdf,) = converted([tmp_path / "几种纸.docx"], "pdf", tmp_path)
    pages = page_texts(pdf)
    assert len(pages) == 3
    assert all("甲" in text for text in pages)


def test_page_numbers_of_the_letter_stand_outside(tmp_path: Path) -> None:
    program("pdftotext")
    (pdf,) = converted([package(county(tmp_path), formats=("docx",)) / "internal" / "报送函.docx"], "pdf", tmp_path)
    for number, words in enumerate(page_words(pdf), 1):
        (_, across, down) = next(word for word in words if word[0] == str(number) and word[2] > 262)
        assert (across > 150) if number % 2 else (across < 60)
        assert down < 297 - 10


def test_format_pdf(workspace: Path) -> None:
    program("soffice", "libreoffice")
    program("pdftotext")
    folder = package(workspace, formats=("pdf",))
    files = sorted(path.relative_to(folder / "public").as_posix() for path in (folder / "public").rglob("*.*"))
    assert files == ["分单位/县民政局.pdf", "分领域/社会救助.pdf", "总目录.pdf"]
    for name in files:
        assert "最低生活保障" in squeezed("".join(page_texts(folder / "public" / name)))


def test_format_pdf_and_docx_in_one_build(workspace: Path) -> None:
    program("soffice", "libreoffice")
    result = built(workspace, formats=("docx", "pdf"))
    assert result.package is not None
    assert {path.suffix for path in (result.package / "public").rglob("*.*")} == {".docx", ".pdf"}


def test_a_row_longer_than_a_page_is_printed_to_its_end(tmp_path: Path) -> None:
    program("pdftotext")
    bases = "、".join(f"《关于做好第{number}项工作的通知》（国发〔2016〕{number}号）" for number in range(40))
    path = tmp_path / "长.docx"
    path.write_bytes(docx(book_of(make_table([("1", f"{bases}。终", "短")]))))
    (pdf,) = converted([path], "pdf", tmp_path)
    pages = [squeezed(text) for text in page_texts(pdf)]
    assert "国发〔2016〕" in pages[0], "it begins below the title"
    assert "终" in "".join(pages)
