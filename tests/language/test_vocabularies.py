"""Channels, domains, levels and bodies: their tables agree with themselves and with the official forms."""

from __future__ import annotations

from collections import Counter

import pytest

from gwcat.base.names import fold
from gwcat.language import channel, domain, organ, tier
from gwcat.model.region import Region, Unit

# Channels

_OFFICIAL = [
    "政府网站",
    "政府公报",
    "两微一端",
    "发布会/听证会",
    "广播电视",
    "纸质媒体",
    "公开查阅点",
    "政务服务中心",
    "便民服务站",
    "入户/现场",
    "社区/企事业单位/村公示栏（电子屏）",
    "精准推送",
    "其他",
]


def test_the_thirteen_channels_in_their_order() -> None:
    assert list(channel.CHANNELS) == _OFFICIAL


@pytest.mark.parametrize("name", _OFFICIAL)
def test_a_channel_is_itself_in_either_width(name: str) -> None:
    wide = name.replace("/", "／").replace("（", "(").replace("）", ")")
    assert channel.canonical(name) == channel.canonical(wide) == channel.canonical(f" {name}") == name
    assert channel.meant(name) == name


@pytest.mark.parametrize("name", ["门户网站", "", "政府", "其他渠道", "网站"])
def test_what_is_no_channel(name: str) -> None:
    assert channel.canonical(name) is None


def test_other_spellings_lead_to_channels_and_are_none_themselves() -> None:
    assert set(channel.ALIASES.values()) <= set(channel.CHANNELS)
    assert [alias for alias in channel.ALIASES if channel.canonical(alias)] == []
    assert [alias for alias in channel.ALIASES if channel.meant(alias) != channel.ALIASES[alias]] == []


@pytest.mark.parametrize(
    ("name", "meant"),
    [("政府网战", "政府网站"), ("微信公众号", "两微一端"), ("村口大树", None), ("公开查阅点（县档案馆）", "公开查阅点")],
)
def test_what_was_meant(name: str, meant: str | None) -> None:
    assert channel.meant(name) == meant


# Domains


def test_no_name_belongs_to_two_domains() -> None:
    names = Counter(fold(name) for entry in domain.domains() for name in (entry.name, *entry.aliases))
    assert [name for name, count in names.items() if count > 1] == []


def test_the_twenty_six_domains_of_2019_come_first() -> None:
    batches = [entry.batch for entry in domain.domains()]
    assert batches[:26] == ["2019"] * 26
    assert "2019" not in batches[26:]
    assert set(batches) == {"2019", "2021", "地方"}


@pytest.mark.parametrize("name", ["城乡规划", "国土空间规划", "社会救助", "社会救助及福利", "村务公开", " 社会 救助"])
def test_domains_are_found_by_every_name(name: str) -> None:
    found = domain.find(name)
    assert found is not None
    assert fold(name) in {fold(each) for each in (found.name, *found.aliases)}
    assert domain.domains()[domain.order(name)] == found


def test_unregistered_domains_come_last() -> None:
    assert domain.find("红色旅游") is None
    assert domain.order("红色旅游") == len(domain.domains()) > domain.order("村务公开")


@pytest.mark.parametrize(("name", "meant"), [("社会求助", "社会救助"), ("环境保互", "环境保护"), ("天象", None)])
def test_the_domain_that_was_meant(name: str, meant: str | None) -> None:
    assert domain.meant(name) == meant


# Levels


@pytest.mark.parametrize("name", tier.TIERS)
def test_a_level_is_itself(name: str) -> None:
    assert tier.canonical(name) == name


@pytest.mark.parametrize(
    ("name", "level"), [("区级", "县级"), ("街镇级", "乡级"), ("社区级", "村级"), ("宇宙级", None), ("", None)]
)
def test_local_words_for_levels(name: str, level: str | None) -> None:
    assert tier.canonical(name) == level


def test_the_tables_of_levels_agree() -> None:
    assert set(tier.ALIASES.values()) <= set(tier.TIERS)
    assert {level for level in tier.UNIT_KINDS.values() if level} <= set(tier.TIERS)
    assert not set(tier.ALIASES) & set(tier.TIERS)


@pytest.mark.parametrize(
    ("kind", "region", "level"),
    [
        ("部门", "县级", "县级"),
        ("部门", "市级", "市级"),
        ("派驻", "县级", "县级"),
        ("镇", "县级", "乡级"),
        ("街道", "市级", "乡级"),
        ("村", "县级", "村级"),
        ("", "县级", ""),
        ("衙门", "县级", ""),
        ("部门", "", ""),
    ],
)
def test_the_level_of_a_unit(kind: str, region: str, level: str) -> None:
    assert tier.unit_tier(kind, region) == level


@pytest.mark.parametrize(
    ("level", "tiers", "holds"),
    [
        ("县级", ("县级",), True),
        ("县级", ("市级", "县级"), True),
        ("县级", ("乡级", "村级"), False),
        ("乡级", ("村级",), True),
        ("乡级", ("县级",), False),
        ("县级", ("村级",), False),
        ("村级", ("村级",), True),
        ("村级", ("乡级",), False),
    ],
)
def test_which_items_a_unit_may_hold(level: str, tiers: tuple[str, ...], holds: bool) -> None:
    assert tier.may_hold(level, tiers) is holds


# Bodies


@pytest.mark.parametrize(
    "name",
    [
        "各镇人民政府（街道办事处）",
        "各镇人民政府(街道办事处)",
        "乡镇人民政府",
        "各乡镇人民政府",
        "镇（街道）",
        "各街道办事处",
        "村民委员会",
        "居委会",
        "大店村村民委员会",
        "各村（社区）居民委员会",
        "县直有关部门",
        "有关单位和部门",
        "行政村",
        "村/社区",
        "县政府各部门",
    ],
)
def test_groups_of_bodies(name: str) -> None:
    assert organ.is_collective(name)


@pytest.mark.parametrize(
    "name", ["县民政局", "大店镇", "乡村振兴局", "镇江市民政局", "街道口派出所", "天文台", "", "村镇银行", "莒南县人民政府"]
)
def test_single_bodies(name: str) -> None:
    assert not organ.is_collective(name)


def test_a_region_s_bodies_by_all_their_names() -> None:
    region = Region(
        "莒南", government="莒南县人民政府", units=(Unit("县民政局（老龄办）", "莒南县民政局"), Unit("大店镇", "大店镇人民政府"))
    )
    assert organ.known_names(region) == {
        fold(name)
        for name in ("县民政局(老龄办)", "莒南县民政局", "大店镇", "大店镇人民政府", "莒南县人民政府", "莒南县人民政府办公室")
    }
    assert organ.known_names(Region("莒南")) == frozenset()
