"""机构: whether a 公开主体 names a unit of the region, a group of its units, or nobody in particular."""

from __future__ import annotations

import re

from gwcat.base.names import fold
from gwcat.model.region import Region

# Bodies that no region registers one by one, in the words of published catalogues.
_COLLECTIVE = re.compile(
    r"^(各|有关|承担试点任务的)?(镇|乡|乡镇|镇街|镇街道|乡镇街道|街道|村|社区|村居|村社区|县直|县政府|区直|单位|部门|场)"
    r".*(人民政府|政府|办事处|街道办|委员会|村委会|居委会|管委会|部门|单位|\)|场|镇|乡|街道|办)$"
)
# Bodies by their kind, in the words of catalogues that are written for the regions below: 县级人民政府民政部门.
_GENERIC = re.compile(r"^(县|区|市|区县|县区|市县|乡|乡镇|镇|街道|街镇|村|各级|基层).*|.*(部门|行政机关|主管机关|经办机构|机构)$")
_VILLAGE = re.compile(r"(村民|居民|村|居|社区)(委员会|委会)(\(.*\))?$|^(行政)?村(/社区)?$")


def is_collective(name: str) -> bool:
    """Whether the name stands for a group of bodies (各镇人民政府（街道办事处）) or for village committees."""
    folded = fold(name)
    return bool(_COLLECTIVE.match(folded) or _VILLAGE.search(folded))


def is_generic(name: str) -> bool:
    """Whether the name stands for a kind of body in regions below, not for one body."""
    return bool(_GENERIC.match(fold(name)))


def known_names(region: Region) -> frozenset[str]:
    """Every folded name under which a unit of the region may appear, the government itself among them."""
    names = {fold(name) for unit in region.units for name in (unit.name, unit.full_name) if name}
    if region.government:
        names |= {fold(region.government), fold(region.government + "办公室")}
    return frozenset(names)
