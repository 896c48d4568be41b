"""A browser shows and prints the pages without asking anybody else for anything."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from packages import county, package
from pages import page_of
from programs import page_texts, program

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return package(county(tmp_path_factory.mktemp("莒南")), formats=("html",))


def printed(page: Path, target: Path) -> list[str]:
    """The pages that chromium prints, as text without white space."""
    browser = program("chromium", "chromium-browser", "google-chrome")
    program("pdftotext")
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", f"--user-data-dir={target.parent / 'profile'}"]
    command = [browser, *options, "--no-pdf-header-footer", f"--print-to-pdf={target}", page.as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert target.is_file(), done.stderr
    return [re.sub(r"\s", "", text) for text in page_texts(target)]


def test_the_combined_catalogue_prints(folder: Path, tmp_path: Path) -> None:
    pages = printed(folder / "public" / "总目录.html", tmp_path / "总目录.pdf")
    assert len(pages) >= 8, "the index and each of the seven domains begin a page"
    titles = [f"莒南县{name}领域政务公开事项目录" for name in ("社会保险", "社会救助", "村务公开")]
    firsts = [[number for number, text in enumerate(pages) if title in text] for title in titles]
    assert all(len(numbers) == 1 for numbers in firsts)
    assert firsts == sorted(firsts)
    assert not any(
        other in pages[number] for (number,), title in zip(firsts, titles, strict=True) for other in titles if other != title
    )
    assert all(pages), "no page is empty"


def test_the_header_is_repeated_on_every_page(folder: Path, tmp_path: Path) -> None:
    pages = printed(folder / "public" / "分领域" / "村务公开.html", tmp_path / "村务公开.pdf")
    assert len(pages) > 1
    assert all("公开标准" in page for page in pages[:-1])


def test_pages_refer_to_nothing_outside(folder: Path) -> None:
    pages = sorted(folder.rglob("*.html"))
    assert len(pages) == 1 + 7 + 7 + 1
    for path in pages:
        text = path.read_text("utf-8")
        page = page_of(text)
        named = ("href", "src", "srcset", "data", "action")
        addresses = [node.get(key) for node in page.iter() for key in named if node.get(key) is not None]
        assert all(address.startswith("#") for address in addresses), path.name
        assert not list(page.iter("script", "link", "img", "iframe", "object", "embed", "video", "audio"))
        assert not re.search(r"url\(|@import|@font-face", text), path.name


def test_the_report_prints_whole_with_a_page_for_each_unit(folder: Path, tmp_path: Path) -> None:
    pages = printed(folder / "internal" / "校验报告.html", tmp_path / "校验报告.pdf")
    units = [section.find("h2").text for section in page_of((folder / "internal/校验报告.html").read_bytes()).find_class("unit")]
    assert len(units) > 5
    begins = [[number for number, text in enumerate(pages) if text.startswith(re.sub(r"\s", "", unit))] for unit in units]
    assert all(len(numbers) == 1 for numbers in begins)
    assert not any("可以只看一部分" in text for text in pages), "what only helps on a screen is not printed"
