"""Regions one above the other: 国家, 山东 (a province), 莒南 (the county of conftest), 大店 (a town as a region of its own)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from conftest import CATALOGUE_PATH, REGION, REGION_PATH, write_files
from gwcat.adopt.item import origin, way
from gwcat.adopt.plain import address
from gwcat.adopt.resolve import ResolvedRegion, Resolver
from gwcat.model.catalogue import Item
from gwcat.source.loading import CatalogueFile
from gwcat.source.workspace import Workspace
from marking import position

NATIONAL_PATH = "catalogs/国家/社会救助.yaml"
PROVINCE_PATH = "catalogs/山东/社会救助/省民政厅.yaml"
TOWN_PATH = "catalogs/大店/社会救助/镇民政所.yaml"
RECORD_PATH = "catalogs/莒南/采用记录.yaml"
ADOPTING = "领域: 社会救助\n单位: 县民政局\n"

PROVINCE_REGION = """\
名称: 山东省
简称: 山东
层级: 省级
政府: 山东省人民政府
样表: 国家2019
版本: "2018.1"
基准日: "2018-01-31"
单位:
  - {名称: 省民政厅, 全称: 山东省民政厅}
"""
TOWN_REGION = """\
名称: 大店镇
简称: 大店
层级: 乡级
政府: 大店镇人民政府
样表: 国家2019
版本: "2018.1"
基准日: "2018-01-31"
单位:
  - {名称: 镇民政所, 全称: 大店镇民政所, 类别: 部门}
  - {名称: 县民政局, 全称: 莒南县民政局}
"""

Files = Mapping[str, str | bytes]


def item(number: str, level: str = "最低生活保障", **given: str) -> str:
    """An entry of 事项 without any fault; every text in it names its number. An empty text takes a key away."""
    values = {
        "一级事项": level,
        "二级事项": f"事项{number}",
        "公开内容": f"[内容{number}]",
        "公开依据": f"[《办法{number}》]",
        "公开时限": f"制定或获取信息之日起{number}小时内",
        "公开主体": "[县民政局]",
        "公开渠道": "[政府网站, 公开查阅点]",
        "公开对象": "全社会",
        "公开方式": "主动公开",
        "公开层级": "[县级, 乡级]",
        **given,
    }
    lines = "".join(f"    {key}: {value}\n" for key, value in values.items() if value)
    return f"  - 编号: 社会救助-{number}\n{lines}"


def national(*items: str, domain: str = "社会救助") -> str:
    """A catalogue of the national reference."""
    return f"领域: {domain}\n事项:\n{''.join(items)}" if items else f"领域: {domain}\n事项: []\n"


def province(body: str) -> dict[str, str]:
    """The province's files; `body` follows 领域 and 单位 of its catalogue."""
    return {"catalogs/山东/region.yaml": PROVINCE_REGION, PROVINCE_PATH: f"领域: 社会救助\n单位: 省民政厅\n{body}"}


def county(body: str, *, region: str = REGION) -> dict[str, str]:
    """The county's files; `body` follows 领域 and 单位 of its catalogue."""
    return {REGION_PATH: region, CATALOGUE_PATH: ADOPTING + body}


def town(body: str) -> dict[str, str]:
    """The town's files; `body` follows 领域 and 单位 of its catalogue."""
    return {"catalogs/大店/region.yaml": TOWN_REGION, TOWN_PATH: f"领域: 社会救助\n单位: 镇民政所\n{body}"}


def resolved(root: Path, files: Files, folder: str = "莒南") -> ResolvedRegion:
    """A region of a workspace of these files with everything that it adopts."""
    return Resolver(Workspace(write_files(root, files))).region(folder)


def first(region: ResolvedRegion) -> CatalogueFile:
    """The region's first catalogue."""
    return region.catalogues[0]


def identities(region: ResolvedRegion, path: str = "") -> list[str]:
    """The numbers of all items in order (社会救助-001 as 001), or of those of one file."""
    return [
        found.identity.rpartition("-")[2]
        for entry in region.catalogues
        for found in entry.catalogue.items
        if path in ("", entry.file.path)
    ]


def the_item(region: ResolvedRegion, number: str) -> Item:
    """The item of that number."""
    return next(found for entry in region.catalogues for found in entry.catalogue.items if found.identity.endswith(f"-{number}"))


def problems(region: ResolvedRegion) -> list[tuple[str, str]]:
    """Kind and file of whatever stands in the way of the region's adoptions."""
    return [(problem.kind, path) for path, adopted in region.adoptions.items() for problem in adopted.problems]


def spot(files: Files, path: str, words: str) -> str:
    """Where words that a file holds only once begin, as path:line:column, counted without gwcat."""
    content = files[path]
    text = content.decode("utf-8-sig") if isinstance(content, bytes) else content
    if text.count(words) != 1:
        raise AssertionError(f"{words!r} is {text.count(words)} times in {path}")
    return "{}:{}:{}".format(path, *position(text, text.index(words)))


def origin_of(region: ResolvedRegion, number: str, key: str) -> str:
    """Where a value of an item is said to be written."""
    return address(origin(first(region), the_item(region, number), key).place())


def way_of(region: ResolvedRegion, number: str, key: str) -> list[tuple[str, str]]:
    """The steps that a value of an item is said to have come by."""
    return [(step, address(place)) for step, place in way(first(region), the_item(region, number), key)]
