"""Whatever stands in the files, every rule runs, every finding has a place in its file, and nothing raises."""

from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from conftest import CATALOGUE, CATALOGUE_PATH, REGION, REGION_PATH, write_files
from documents import changed
from gwcat.model.finding import Finding
from gwcat.report.json import json_report
from gwcat.report.text import concise_report, text_report
from gwcat.source.file import parse_file
from gwcat.source.text import Lines
from gwcat.source.workspace import Workspace
from gwcat.tasks.check import check_paths
from marking import position

_SIGNS = [
    *"甲乙：，。（）　 :-[]{}&*!|>'\"#?%@`,~=\\/.01",
    *("\n", "\n  ", "\r\n", "\t", "- ", ": ", "---\n", "...\n", "&a ", "*a", "!!str ", "<<: "),
    *("😀", "\ufeff", "\u2028", "\x07", "公开渠道", "编号", "其他"),
]
_JUNK = st.lists(st.sampled_from(_SIGNS), max_size=25).map("".join)


def check_texts(region: str, catalogue: str) -> list[Finding]:
    """All findings of a workspace of two files, each of which must be told at a place that exists."""
    texts = {REGION_PATH: region, CATALOGUE_PATH: catalogue}
    with tempfile.TemporaryDirectory() as folder:
        write_files(Path(folder), texts)
        findings, summary = check_paths(Workspace(Path(folder)), (), ())
    for finding in findings:
        assert_told_well(finding, texts[finding.place.path])
    text_report(findings, lambda path: texts[path].splitlines())
    concise_report(findings)
    json.loads(json_report(findings, summary))
    return findings


def assert_told_well(finding: Finding, text: str) -> None:
    """A place within the text, words in Chinese, a remedy."""
    place = finding.place
    end = position(text, len(text))
    assert (1, 1) <= (place.line, place.column) <= (place.end_line, place.end_column) <= end
    assert re.search("[一-鿿]", finding.message)
    assert re.search("[一-鿿]", finding.help)


def dumped(document: Any) -> str:
    text: str = yaml.safe_dump(document, allow_unicode=True, width=10**6)
    return text


@given(changed("catalogue"))
def test_any_shape_of_a_catalogue(document: Any) -> None:
    check_texts(REGION, dumped(document))


@given(changed("region"))
def test_any_shape_of_a_region(document: Any) -> None:
    check_texts(dumped(document), CATALOGUE)


@given(_JUNK)
def test_any_text(text: str) -> None:
    check_texts(text, text)


@given(st.integers(0, len(CATALOGUE)), st.integers(0, 6), _JUNK)
def test_any_slip_in_a_catalogue(at: int, removed: int, junk: str) -> None:
    check_texts(REGION, CATALOGUE[:at] + junk + CATALOGUE[at + removed :])


@given(st.integers(0, len(REGION)), st.integers(0, 6), _JUNK)
def test_any_slip_in_a_region(at: int, removed: int, junk: str) -> None:
    check_texts(REGION[:at] + junk + REGION[at + removed :], CATALOGUE)


@pytest.mark.parametrize("length", [0, 1, 10, 100, 200, 300, 400])
def test_a_file_cut_short(length: int) -> None:
    check_texts(REGION[:length], CATALOGUE[:length])


def test_many_repeated_keys_are_found_in_one_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    """Items without their dashes repeat every key; looking through the whole text for each would take minutes."""
    made = 0

    class Counting(Lines):
        def __init__(self, text: str) -> None:
            nonlocal made
            made += 1
            super().__init__(text)

    monkeypatch.setattr("gwcat.source.reader.Lines", Counting, raising=False)
    assert len(parse_file("甲.yaml", "备注: 甲\n" * 100).findings) == 99
    assert made <= 1
