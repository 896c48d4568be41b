"""What holds for every region made from a founding document: no errors, nothing personal, no name where none belongs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from region_files import FOUNDED, ROOT, region_named

from gwcat.forms.library import Library
from gwcat.language.personal import find_personal
from gwcat.source.layout import RECORD_FILE
from gwcat.source.workspace import Workspace
from gwcat.tasks.check import check_one

LEADING_GROUP = "catalogs/泊里/附件/领导小组.yaml"
_PHONE = re.compile(r"(?<![\d〔])(?:0\d{2,3}-?)?\d{7,8}(?!\d)")


def files_of(name: str) -> list[Path]:
    written = (ROOT / "catalogs" / name).rglob("*.yaml")
    return sorted(path for path in written if path.name != RECORD_FILE)  # digests look like telephone numbers


@pytest.mark.parametrize("name", FOUNDED)
def test_there_are_no_errors(name: str) -> None:
    findings = check_one(Workspace(ROOT), name, Library(ROOT)).findings
    # Contents of attachments are judged by their styles when they are laid out.
    assert [finding for finding in findings if finding.severity == "error" and "/附件/" not in finding.place.path] == []


@pytest.mark.parametrize("name", FOUNDED)
def test_no_telephone_number_and_no_mail_address(name: str) -> None:
    for path in files_of(name):
        text = path.read_text(encoding="utf-8")
        assert list(find_personal(text)) == [], path
        assert "@" not in text, path
        assert not _PHONE.search(text), path


@pytest.mark.parametrize("name", FOUNDED)
def test_persons_are_named_in_the_leading_group_only(name: str) -> None:
    named = {path.relative_to(ROOT).as_posix() for path in files_of(name) if "姓名:" in path.read_text(encoding="utf-8")}
    assert named <= {LEADING_GROUP}


@pytest.mark.parametrize("name", FOUNDED)
def test_no_item_names_a_unit_or_platform_of_another_place(name: str) -> None:
    region = region_named(name)
    foreign = re.compile("石羊镇|翔安区|大姚县|扬子洲镇|武昌区|江岸区|金乡县|郊区卫生|晏田乡|漳州|区应急局|湖北省|广东")
    for entry in region.catalogues:
        for item in entry.catalogue.items:
            assert not foreign.search("".join(item.subjects)), item.identity
            assert not foreign.search("".join(found.wording for found in item.channels)), item.identity
