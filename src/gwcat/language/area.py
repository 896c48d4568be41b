"""地名: what the name of a region or unit says of it: level, short name, government, kind of unit."""

from __future__ import annotations

import re

# Ending -> level. 市 is left out: 临沂市 stands at 市级, 乐平市 at 县级, and the name does not say.
_LEVELS = {
    "省": "省级", "自治区": "省级", "自治州": "市级", "地区": "市级", "盟": "市级", "县": "县级", "区": "县级", "旗": "县级",
    "镇": "乡级", "乡": "乡级", "苏木": "乡级", "街道": "乡级", "街道办事处": "乡级", "村": "村级", "社区": "村级",
}  # fmt: skip
_BY_LENGTH = sorted(_LEVELS, key=lambda ending: -len(ending))
_FUNCTIONAL = re.compile(r"(新|开发|高新|示范|园|管理|合作|保税|度假|风景|名胜|景|试验|实验|产业|工业|功能)区$")
_GOVERNED = re.compile(r"(省|市|自治区|自治州|县|(?<![社地])区|旗|镇|乡|苏木)$")
_SHORTENED = re.compile(r"(?<!自治)(?<!族)(省|市|县|(?<![社地])区|旗|镇|乡|街道办事处|街道|村)$")
_KINDS = (
    ("街道办事处", "街道"), ("街道", "街道"), ("镇", "镇"), ("乡", "乡"), ("管委会", "管委会"), ("管理委员会", "管委会"),
    ("林场", "场"), ("农场", "场"), ("牧场", "场"), ("垦殖场", "场"), ("村", "村"), ("村委会", "村"), ("社区", "社区"),
)  # fmt: skip


def level_of(name: str) -> str:
    """The level that a region of this name stands at; empty where the name does not say."""
    ending = next((ending for ending in _BY_LENGTH if name.endswith(ending)), "")
    return "" if _FUNCTIONAL.search(name) else _LEVELS.get(ending, "")


def short_name(name: str) -> str:
    """The name without 县, 镇 …: 宜丰 for 宜丰县. Names that would become one character or lose their sense stay whole."""
    short = name if _FUNCTIONAL.search(name) else _SHORTENED.sub("", name)
    return short if len(short) > 1 else name


def government_of(name: str) -> str:
    """The full name of the region's government; empty where the name does not say, as for 经济开发区."""
    if name.endswith("街道办事处"):
        return name
    if name.endswith("街道"):
        return f"{name}办事处"
    governed = _GOVERNED.search(name) and not _FUNCTIONAL.search(name)
    return f"{name}人民政府" if governed else ""


def kind_of(unit: str) -> str:
    """The 类别 of a unit of this name; 部门 if its ending says nothing else."""
    return next((kind for ending, kind in _KINDS if unit.endswith(ending)), "部门")
