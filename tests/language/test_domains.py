"""The registry of domains: one owner for each name, three naming generations, and only document numbers that were seen."""

from __future__ import annotations

import re

import pytest

from gwcat.language import domain
from gwcat.language.domain import Domain

# 泊里镇 2020: the domains whose guidelines reach the towns
_TOWNSHIP = [
    "重大建设项目",
    "义务教育",
    "社会救助",
    "养老服务",
    "就业",
    "社会保险",
    "农村集体土地征收",
    "保障性住房",
    "农村危房改造",
    "公共文化服务",
    "安全生产",
    "救灾",
    "食品药品监管",
    "扶贫",
    "公共法律服务",
    "户籍管理",
]
_NUMBER = re.compile(r"[\u4e00-\u9fff]+〔20\d\d〕[1-9]\d*号")


def _of(batch: str) -> list[Domain]:
    return [entry for entry in domain.domains() if entry.batch == batch]


def test_the_size_of_each_batch() -> None:
    assert len(_of("2019")) == 26
    assert [entry.name for entry in _of("2021")] == ["广播电视", "新闻出版版权", "统计", "旅游", "海关", "交通运输", "自然资源"]
    assert {entry.name for entry in _of("地方")} == {"扶贫救灾", "安全生产和救灾", "村务公开"}


def test_sixteen_domains_reach_the_towns() -> None:
    assert {entry.name for entry in domain.domains() if entry.reaches_township} == set(_TOWNSHIP)
    assert len(_TOWNSHIP) == 16
    assert all(entry.reaches_township is not None for entry in _of("2019"))
    assert all(entry.reaches_township is None for entry in domain.domains() if entry.batch != "2019")


def test_every_number_has_the_form_of_a_document_number() -> None:
    numbers = [entry.number for entry in domain.domains() if entry.number]
    assert len(numbers) == 10
    assert [number for number in numbers if not _NUMBER.fullmatch(number)] == []


def test_a_guideline_without_its_number_is_not_verified() -> None:
    assert [entry.name for entry in _of("2019") if entry.verified != bool(entry.number)] == []
    assert [entry.name for entry in _of("2021") if entry.verified] == []


def test_every_guideline_of_2019_has_an_issuer() -> None:
    assert [entry.name for entry in _of("2019") if not entry.issuer] == []
    assert [
        entry.name for entry in domain.domains() if "《" in entry.guideline or entry.guideline.strip() != entry.guideline
    ] == []


def test_one_number_belongs_to_one_issuer_and_one_guideline() -> None:
    seen: dict[str, tuple[str, str]] = {}
    for entry in domain.domains():
        if entry.number:
            assert seen.setdefault(entry.number, (entry.issuer, entry.guideline)) == (entry.issuer, entry.guideline)


def test_the_generations_are_those_of_2017_2019_and_2020() -> None:
    for entry in _of("2019"):
        years = [year for year, _ in entry.generations]
        assert years[-2:] == ["2019", "2020"]
        assert years[:-2] in ([], ["2017"])
        assert dict(entry.generations)["2019"] == entry.name
    assert [entry.name for entry in domain.domains() if entry.generations and entry.batch != "2019"] == []


def test_the_names_of_all_generations_are_registered() -> None:
    strays = {(entry.name, name) for entry in domain.domains() for _, name in entry.generations if domain.find(name) != entry}
    assert strays == {("扶贫", "扶贫救灾"), ("救灾", "扶贫救灾")}  # one domain in 2017, two since
    assert domain.find("扶贫救灾") is not None


@pytest.mark.parametrize(
    ("alias", "name"),
    [
        ("救灾生产", "救灾"),
        ("国土空间规划编制", "城乡规划"),
        ("征地补偿", "农村集体土地征收"),
        ("拆迁安置", "国有土地上房屋征收与补偿"),
        ("国有土地上房屋征收", "国有土地上房屋征收与补偿"),
        ("环境保护", "生态环境"),
        ("就业创业", "就业"),
        ("医疗卫生", "卫生健康"),
        ("乡村振兴", "扶贫"),
        ("涉农资金", "涉农补贴"),
        ("预决算", "财政预决算"),
        ("公共资源配置", "公共资源交易"),
        ("村(居)务公开", "村务公开"),
        ("自然资源", "自然资源"),
    ],
)
def test_other_names_find_their_domain(alias: str, name: str) -> None:
    found = domain.find(alias)
    assert found is not None
    assert found.name == name


def test_what_is_known_of_one_domain() -> None:
    found = domain.find("就业")
    assert found == Domain(
        name="就业",
        aliases=("就业创业",),
        batch="2019",
        issuer="人力资源社会保障部办公厅",
        guideline="人力资源社会保障部办公厅关于印发就业和社会保险领域基层政务公开标准指引的通知",
        number="人社厅函〔2019〕113号",
        reaches_township=True,
        verified=True,
        generations=(("2017", "就业创业"), ("2019", "就业"), ("2020", "就业创业")),
    )


def test_domains_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        domain.domains()[0].number = "某发〔2019〕1号"  # type: ignore[misc]
    assert domain.domains() is domain.domains()
    assert len(set(domain.domains())) == len(domain.domains())


def test_a_name_of_old_stands_for_all_that_came_of_it() -> None:
    assert [found.name for found in domain.related("扶贫救灾")] == ["扶贫救灾", "扶贫", "救灾"]
    assert [found.name for found in domain.related("国土空间规划")] == ["城乡规划"]
    assert domain.related("天气") == ()
