"""The registry of statutes: no row twice, real dates, known replacements, and the days on which editions change."""

from __future__ import annotations

import re
from datetime import date
from itertools import groupby

import pytest

from gwcat.language import citation, citation_number, citation_rank, statute
from gwcat.language.statute import Statute, editions, find

_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_DISCLOSURE = "中华人民共和国政府信息公开条例"


def names(rows: list[Statute]) -> list[str]:
    return [str(row) for row in rows]


def test_no_edition_is_registered_twice() -> None:
    keys = [(row.name, row.number, row.edition) for row in statute.statutes()]
    assert len(set(keys)) == len(keys) == 174


def test_the_editions_of_a_statute_stand_together_the_oldest_first() -> None:
    together = [(name, list(rows)) for name, rows in groupby(statute.statutes(), key=lambda row: row.name)]
    assert len({name for name, _ in together}) == len(together)
    for _, rows in together:
        assert [row.ended for row in rows[:-1]] == sorted(row.ended for row in rows[:-1])
        assert all(row.replacement for row in rows[:-1])
        assert len({row.rank for row in rows}) == 1
        assert len({row.aliases for row in rows}) == 1


def test_names_and_numbers_are_written_as_they_should_be() -> None:
    for row in statute.statutes():
        written = f"《{row.name}》" + (f"（{row.number}）" if row.number else "")
        (read,) = citation.parse(written).citations
        assert citation.text(read) == written
        assert (str(read.number) if read.number else "") == row.number
        assert (read.title, read.dates, read.notes) == (row.name, (), ())


def test_dates_are_real_and_in_order() -> None:
    for row in statute.statutes():
        for day in filter(None, (row.effective, row.ended)):
            assert _DAY.fullmatch(day), row
            first, last = statute._span(day)
            assert first <= last <= statute.as_of()
        assert not (row.effective and row.ended) or statute._span(row.effective)[1] < statute._span(row.ended)[0]


def test_ranks_are_known_ones_and_agree_with_the_form() -> None:
    odd = set()
    for row in statute.statutes():
        assert row.rank in ("", *citation_rank.RANKS, *citation_rank.BESIDE)
        number = citation_number.whole(row.number) if row.number else None
        form = citation_rank.by_form(row.name, number)
        if form and form != row.rank:
            odd.add(row.name)
    assert odd == {"中国公民收养子女登记办法"}  # published by a ministry, approved by the State Council


def test_what_has_a_source_is_verified_and_the_rest_has_no_dates() -> None:
    for row in statute.statutes():
        short = re.split("[；]", row.source)
        known = [name for part in short for name in statute.sources() if part.startswith(name)]
        assert not row.source or len(known) == len(short), row
        assert not row.verified or (row.source and (row.effective or row.ended)), row
    undated = {row.name for row in statute.statutes() if not row.verified and (row.effective or row.ended)}
    assert undated == {"疫苗流通和预防接种管理条例"}  # repealed, nobody has seen when


def test_every_replacement_is_registered_or_says_what_to_look_for() -> None:
    words = {row.replacement for row in statute.statutes() if row.replacement and row.successor is None}
    assert words == {
        "后续年份的财农文件，文号待查",
        "2024—2026年农机购置与应用补贴的文件，文号待查",
        "八五普法规划（2021—2025年）",
    }
    for row in statute.statutes():
        successor = row.successor
        if successor:
            assert successor != row
            assert not row.ended or not successor.effective or successor.effective <= row.ended


def test_no_replacement_goes_round() -> None:
    for row in statute.statutes():
        seen: list[Statute] = []
        current: Statute | None = row
        while current:
            assert current not in seen
            seen.append(current)
            current = current.successor


def test_the_regulation_on_disclosure_changes_on_its_day() -> None:
    old, new = editions(_DISCLOSURE)
    assert (old.number, new.number) == ("国务院令第492号", "国务院令第711号")
    assert old.successor == new
    before, day = date(2019, 5, 14), date(2019, 5, 15)
    assert (old.valid(before), new.valid(before)) == (True, False)
    assert (old.valid(day), new.valid(day)) == (False, True)
    assert find("政府信息公开条例", on=before) == old
    assert find("政府信息公开条例", on=day) == new
    assert find("政府信息公开条例") == new
    assert old.valid(date(2008, 4, 30)) is False


@pytest.mark.parametrize("number", ["国务院令第492号", "国令第492号", "中华人民共和国国务院令第492号", "国务院令（第492号）"])
def test_a_number_has_several_ways(number: str) -> None:
    found = find(_DISCLOSURE, number)
    assert found is not None
    assert found.number == "国务院令第492号"


def test_a_wrong_number_finds_nothing() -> None:
    assert find(_DISCLOSURE, "国务院令第493号") is None
    assert find(_DISCLOSURE, "第") is None
    assert statute.valid(_DISCLOSURE, "国务院令第493号", date(2020, 1, 1)) is None


@pytest.mark.parametrize(
    "name",
    [
        "政府信息公开条例",
        "《中华人民共和国政府信息公开条例》",
        "信息公开条例",
        "中华人民共和国政府信息公开条例（2019年修订）",
        " 政府信息公开条例 ",
    ],
)
def test_titles_in_other_forms(name: str) -> None:
    assert editions(name) == editions(_DISCLOSURE) != ()


@pytest.mark.parametrize("name", ["条例", "《条例》", "办法", "", "意见", "某法"])
def test_short_titles_are_ambiguous(name: str) -> None:
    assert find(name) is None
    assert editions(name) == ()


def test_joint_issuers_may_be_joined_by_anything() -> None:
    found = find("财政部、农业部关于全面推开农业“三项补贴”改革工作的通知")
    assert found is not None
    assert found.number == "财农〔2016〕26号"


def test_the_civil_code_replaced_nine_laws() -> None:
    gone = [row for row in statute.statutes() if row.ended == "2021-01-01"]
    assert len(gone) == 9
    assert {row.replacement for row in gone} == {"《中华人民共和国民法典》"}
    assert statute.valid("收养法", None, date(2021, 1, 1)) is False
    assert statute.valid("收养法", None, date(2020, 12, 31)) is None  # since when is not registered


def test_a_law_without_number_is_the_law_whatever_its_edition() -> None:
    assert statute.valid("土地管理法", None, date(2018, 1, 31)) is True
    assert statute.valid("土地管理法", "主席令第28号", date(2018, 1, 31)) is True
    assert statute.valid("土地管理法", "主席令第二十八号", date(2020, 1, 1)) is False
    assert statute.valid("土地管理法", "主席令第32号", date(2019, 12, 31)) is False
    assert statute.valid("某法", None, date(2020, 1, 1)) is None


def test_a_year_alone_leaves_that_year_open() -> None:
    found = find("社会抚养费征收管理办法")
    assert found is not None
    days = [date(2020, 12, 31), date(2021, 6, 1), date(2021, 12, 31), date(2022, 1, 1)]
    assert [found.valid(day) for day in days] == [True, None, False, False]
    assert statute._span("2021-02") == (date(2021, 2, 1), date(2021, 2, 28))
    assert statute._span("2021-12") == (date(2021, 12, 1), date(2021, 12, 31))


def test_nothing_is_said_of_days_after_the_table() -> None:
    found = find(_DISCLOSURE)
    assert found is not None
    assert statute.as_of() == date(2025, 4, 19)
    assert found.valid(statute.as_of()) is True
    assert found.valid(date(2025, 4, 20)) is None


def test_what_is_superseded_without_a_date_is_open() -> None:
    found = find("法律援助条例")
    assert found is not None
    assert found.valid(date(2024, 1, 1)) is None
    assert str(found.successor) == "《中华人民共和国法律援助法》"


def test_a_slip_in_a_title() -> None:
    assert statute.meant("政府信息公开条件") == _DISCLOSURE
    assert statute.meant("xyz") is None


def test_statutes_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        statute.statutes()[0].number = "国务院令第1号"  # type: ignore[misc]
    assert statute.statutes() is statute.statutes()


def test_what_the_guide_lists_as_replaced() -> None:
    """A document of 2018 may cite them, one of 2024 should not; None where nobody has seen the date."""
    cited = [
        "《政府信息公开条例》（国务院令第492号）", "《收养法》", "《环境噪声污染防治法》", "《土地管理法》（主席令第28号）",
        "《城市房屋拆迁管理条例》", "《执业医师法》（主席令第5号）", "《社会抚养费征收管理办法》",
        "《食品生产经营日常监督检查管理办法》（国家食品药品监督管理总局令第23号）", "《预算法实施条例》（国务院令第186号）",
    ]  # fmt: skip
    for cell in cited:
        (read,) = citation.parse(cell).citations
        assert statute.valid(read.title, read.number, date(2024, 1, 1)) is False, cell
        assert find(read.title, read.number) is not None
