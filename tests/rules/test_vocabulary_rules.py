"""The finer points of the rules on vocabulary (GW2xx)."""

from __future__ import annotations

import pytest

from conftest import CATALOGUE, CATALOGUE_PATH, REGION, Check
from gwcat.language.channel import ALIASES, CHANNELS
from gwcat.model.finding import Place
from items import HEAD, expect, item_with, with_lines

_TOWN_PATH = "catalogs/莒南/村务公开/大店镇.yaml"
_TOWN = HEAD.replace("社会救助", "村务公开").replace("县民政局", "大店镇")
_PEOPLE = "公开主体: 大店镇\n编号: 村务公开-001"


def moved(domain: str, *, region: str = REGION) -> dict[str, object]:
    """The faultless catalogue in another domain's folder, for `check`."""
    text = CATALOGUE.replace("领域: 社会救助", f"领域: {domain}")
    return {
        "catalogue": None,
        "region": region.replace("领域: 社会救助", f"领域: {domain}"),
        "files": {f"catalogs/莒南/{domain}/县民政局.yaml": text},
    }


# GW201 domains


@pytest.mark.parametrize("name", ["养老服务", "环境保护", "生态环境", "国土空间规划", "扶贫救灾", "拆迁安置"])
def test_all_generations_of_domain_names_are_known(check: Check, name: str) -> None:
    text = CATALOGUE.replace("领域: 社会救助", f"领域: {name}")
    files = {f"catalogs/莒南/{name}/县民政局.yaml": text}
    assert check(catalogue=None, region=REGION.split("领域分工")[0], files=files) == []


@pytest.mark.parametrize(("name", "right"), [("社会救助及福利", "社会救助"), ("救灾生产", "救灾"), ("涉农资金", "涉农补贴")])
def test_aliases_of_domains_are_known_and_told(check: Check, name: str, right: str) -> None:
    files = {f"catalogs/莒南/{name}/县民政局.yaml": CATALOGUE.replace("领域: 社会救助", f"领域: {name}")}
    (finding,) = check(catalogue=None, region=REGION.split("领域分工")[0], files=files)
    assert (finding.rule.code, finding.severity) == ("GW209", "info")
    assert f"“{right}”" in finding.help


def test_a_region_may_have_domains_of_its_own(check: Check) -> None:
    assert check(**moved("红色旅游")) == []


def test_an_own_domain_is_the_same_in_either_width(check: Check) -> None:
    given = moved("红色旅游（试点）")
    given["region"] = REGION.replace("领域: 社会救助", "领域: 红色旅游(试点)")
    assert check(**given) == []


@pytest.mark.parametrize(("name", "remedy"), [("社会求助", "是否想写“社会救助”？"), ("天象", "领域分工")])
def test_an_unknown_domain_gets_the_nearest_name_or_the_way_to_register_it(check: Check, name: str, remedy: str) -> None:
    text = CATALOGUE.replace("领域: 社会救助", f"领域: {name}")
    (finding,) = [f for f in check(catalogue=None, files={f"catalogs/莒南/{name}/县民政局.yaml": text}) if f.rule.code == "GW201"]
    assert remedy in finding.help


# GW202 units


def test_a_unit_is_the_same_in_either_width(check: Check) -> None:
    region = REGION.replace("名称: 县民政局", "名称: 县民政局（老龄办）").replace("[县民政局]", "[县民政局（老龄办）]")
    text = CATALOGUE.replace("县民政局", "县民政局(老龄办)")
    assert check(catalogue=None, region=region, files={"catalogs/莒南/社会救助/县民政局（老龄办）.yaml": text}) == []


def test_the_full_name_is_a_name_of_the_unit(check: Check) -> None:
    text = CATALOGUE.replace("单位: 县民政局", "单位: 莒南县民政局")
    assert check(catalogue=None, files={"catalogs/莒南/社会救助/莒南县民政局.yaml": text}) == []


def test_an_unknown_unit_gets_the_nearest_name(check: Check) -> None:
    found = check(catalogue=CATALOGUE.replace("单位: 县民政局", "单位: 县民正局"))
    (finding,) = [finding for finding in found if finding.rule.code == "GW202"]
    assert finding.help == "是否想写“县民政局”？"


_UNITS_AS_TEXT = REGION.split("单位:")[0] + "单位: 县民政局\n"


@pytest.mark.parametrize("region", ["名称: [\n", "", "- 甲\n", _UNITS_AS_TEXT], ids=["broken", "empty", "list", "text"])
def test_nobody_is_unregistered_where_the_register_cannot_be_read(check: Check, region: str) -> None:
    """One fault in region.yaml is one finding, not one for every unit and subject of the county."""
    found = check(region=region)
    assert {finding.rule.code[:3] for finding in found} == {"GW0"}


# GW203 subjects

_COLLECTIVE = [
    "各镇人民政府（街道办事处）",
    "各镇人民政府(街道办事处)",
    "乡镇人民政府",
    "各街道办事处",
    "村民委员会",
    "各村（居）民委员会",
    "镇政府",
    "各街道办",
    "县政府各部门",
]


@pytest.mark.parametrize("name", _COLLECTIVE)
def test_groups_of_bodies_need_no_register(check: Check, name: str) -> None:
    lead = "县民政局, " if "居民委员会" in name or "村民委员会" in name or "（居）民" in name else ""
    assert check(catalogue=with_lines(f"公开主体: [{lead}{name}]")) == []


@pytest.mark.parametrize(
    "name", ["县民政局", "莒南县民政局", "莒南县人民政府", "莒南县人民政府办公室", "大店镇人民政府", "县 民政局"]
)
def test_units_by_any_name_and_the_government_are_known(check: Check, name: str) -> None:
    assert check(catalogue=with_lines(f"公开主体: [{name}]")) == []


def test_every_unknown_subject_is_told_at_its_place(check: Check) -> None:
    found = expect(check, with_lines("公开主体: [⟦GW203 县财正局⟧, 县民政局, ⟦GW203 天文台⟧]"))
    assert [finding.severity for finding in found] == ["warning", "warning"]
    assert found[0].help == "是否想写“县财政局”？"
    assert "region.yaml" in found[1].help


def test_a_single_subject_is_placed_at_its_value(check: Check) -> None:
    expect(check, with_lines("公开主体: ⟦GW203 县财正局⟧"))


def test_a_subject_written_twice_is_told_twice(check: Check) -> None:
    expect(check, with_lines("公开主体: [⟦GW203 县财正局⟧, ⟦GW203 县财正局⟧]"))


# GW204 channels


@pytest.mark.parametrize("name", CHANNELS[:-1])
def test_all_thirteen_channels_are_known(check: Check, name: str) -> None:
    assert check(catalogue=with_lines(f"公开渠道: [政府网站, {name}]")) == []


@pytest.mark.parametrize(
    "name",
    ["入户／现场", "社区/企事业单位/村公示栏(电子屏)", "社区／企事业单位／村公示栏（电子屏）", "发布会／听证会", "政府 网站"],
)
def test_channels_are_known_in_either_width(check: Check, name: str) -> None:
    assert check(catalogue=with_lines(f"公开渠道: [政府网站, {name}]")) == []


@pytest.mark.parametrize(("name", "near"), sorted(ALIASES.items()))
def test_other_spellings_are_named_with_what_is_meant(check: Check, name: str, near: str) -> None:
    (finding,) = expect(check, with_lines(f"公开渠道: [政府网站, ⟦GW204 {name}⟧]"))
    assert finding.help == f"是否想写“{near}”？样表没有的渠道写成 {{其他: {name}}}。"


_CHANNELS = {
    "single": "公开渠道: ⟦GW204 村口大树⟧\n公开方式: 依申请公开\n备注: 甲",
    "several": "公开渠道: [⟦GW204 村口大树⟧, 政府网站, ⟦GW204 广场⟧]",
    "block list": "公开渠道:\n  - 政府网站\n  - ⟦GW204 村口大树⟧",
    "key of a mapping": "公开渠道: [政府网站, {⟦GW204 村口大树⟧: 第三根树枝}]",
    "mapping alone": "公开渠道: {政府网站: 县政府网站, ⟦GW204 村口大树⟧: 第三根树枝}",
    "behind a list that is refused": "公开渠道: [政府网站, ⟦GW023 [甲]⟧, ⟦GW204 村口大树⟧]",
    "behind nothing": '公开渠道: [政府网站, "", ⟦GW204 村口大树⟧]',
    "behind several in one mapping": "公开渠道: [{政府网站: 甲, 公开查阅点: 乙}, ⟦GW204 村口大树⟧]",
}


@pytest.mark.parametrize("line", _CHANNELS.values(), ids=_CHANNELS)
def test_unknown_channels_are_told_at_their_places(check: Check, line: str) -> None:
    expect(check, with_lines(line))


def test_a_misspelt_website_is_one_fault(check: Check) -> None:
    """Whoever writes 门户网站 has not forgotten the website."""
    expect(check, with_lines("公开渠道: [⟦GW204 门户网站⟧, 公开查阅点]"))


# GW205, GW206 levels


@pytest.mark.parametrize(
    ("name", "remedy"), [("镇街级", "请改为“乡级”。"), ("区级", "请改为“县级”。"), ("乡镇级", "请改为“乡级”。"), ("乡及", "乡级")]
)
def test_other_words_for_a_level_are_named_with_the_right_one(check: Check, name: str, remedy: str) -> None:
    (finding,) = expect(check, with_lines(f"公开层级: [县级, ⟦GW205 {name}⟧]"))
    assert remedy in finding.help


def test_a_level_like_no_other_lists_them_all(check: Check) -> None:
    (finding,) = expect(check, with_lines("公开层级: [县级, ⟦GW205 宇宙⟧]"))
    assert "国家级、省级、市级、县级、乡级、村级" in finding.help


def test_a_single_level_is_placed_at_its_value(check: Check) -> None:
    expect(check, with_lines("公开层级: ⟦GW205 县即⟧"))


@pytest.mark.parametrize("tiers", ["县级", "[县级]", "[市级, 县级, 乡级, 村级]", "[区级, 乡级]", "[]", ""])
def test_levels_that_name_the_unit_s_own(check: Check, tiers: str) -> None:
    assert [f for f in check(catalogue=with_lines(f"公开层级: {tiers}")) if f.rule.code == "GW206"] == []


@pytest.mark.parametrize("tiers", ["⟦GW206 乡级⟧", "⟦GW206 [乡级, 村级]⟧", "⟦GW206 [国家级, 省级, 市级]⟧", "⟦GW206 村级⟧"])
def test_levels_that_do_not(check: Check, tiers: str) -> None:
    (finding,) = expect(check, with_lines(f"公开渠道: [政府网站, 社区/企事业单位/村公示栏（电子屏）]\n公开层级: {tiers}"))
    assert "“县民政局”是县级单位" in finding.message
    assert "请补上“县级”" in finding.help


@pytest.mark.parametrize(
    ("tiers", "codes"), [("乡级", []), ("村级", []), ("[县级, 村级]", []), ("县级", ["GW206"]), ("[市级, 县级]", ["GW206"])]
)
def test_a_town_answers_for_its_villages(check: Check, tiers: str, codes: list[str]) -> None:
    files = {
        _TOWN_PATH: _TOWN + item_with(f"{_PEOPLE}\n公开渠道: [政府网站, 社区/企事业单位/村公示栏（电子屏）]\n公开层级: {tiers}")
    }
    assert [finding.rule.code for finding in check(files=files)] == codes


@pytest.mark.parametrize("kind", ["", "部们"])
def test_a_unit_of_unknown_kind_has_no_level(check: Check, kind: str) -> None:
    found = check(
        catalogue=with_lines("公开层级: 乡级"),
        region=REGION.replace("全称: 莒南县民政局, 类别: 部门", f"全称: 莒南县民政局, 类别: {kind}"),
    )
    assert "GW206" not in {finding.rule.code for finding in found}


def test_a_region_of_unknown_level_gives_its_units_none(check: Check) -> None:
    found = check(region=REGION.replace("层级: 县级", "层级: 县及"))
    assert [finding.rule.code for finding in found] == ["GW407"]


def test_a_department_stands_at_the_level_of_its_region(check: Check) -> None:
    region = REGION.replace("层级: 县级", "层级: 市级")
    assert check(catalogue=with_lines("公开层级: [市级, 县级]"), region=region) == []
    expect(check, with_lines("公开层级: ⟦GW206 [县级, 乡级]⟧"), region=region)


# GW207 forms


def with_form(name: str) -> str:
    return CATALOGUE.replace("\n事项:", f"\n样表: {name}\n事项:")


@pytest.mark.parametrize("name", ["国家2019", "山东2017", "国家2019-无层级", "国家2019-三级"])
def test_the_forms_that_come_with_gwcat_are_known(check: Check, name: str) -> None:
    assert check(catalogue=with_form(name)) == []


def test_a_form_of_the_workspace_is_known_too(check: Check) -> None:
    form = {"templates/forms/本县2018.yaml": "基于: 国家2019\n"}
    assert check(catalogue=with_form("本县2018"), files=form) == []


def test_an_unknown_form_gets_the_nearest_name(check: Check) -> None:
    (finding,) = check(catalogue=with_form("山东2071"))
    assert (finding.rule.code, finding.place) == ("GW207", Place(CATALOGUE_PATH, 3, 5, 3, 11))
    assert finding.help == "是否想写“山东2017”？"


def test_an_unknown_form_that_is_like_none_lists_them(check: Check) -> None:
    (finding,) = check(catalogue=with_form("甲"))
    assert "国家2019、" in finding.help
