"""机构: whether a 公开主体 names a unit of the region, a group of its units, or nobody in particular."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from gwcat.base.names import fold
from gwcat.model.region import Region

# Bodies that no region registers one by one, in the words of published catalogues.
_COLLECTIVE = re.compile(
    r"^(各|有关|承担试点任务的)?(镇|乡|乡镇|镇街|镇街道|乡镇街道|街道|村|社区|村居|村社区|县直|县政府|区直|单位|部门|场)"
    r".*(人民政府|政府|办事处|街道办|委员会|村委会|居委会|管委会|部门|单位|\)|场|镇|乡|街道|办)$|^各政府(工作)?部门"
)
# Bodies by their kind, in the words of catalogues that are written for the regions below: 县级人民政府民政部门.
_GENERIC = re.compile(r"^(县|区|市|区县|县区|市县|乡|乡镇|镇|街道|街镇|村|各级|基层).*|.*(部门|机关|机构)$|^(人民)?政府$")
_VILLAGE = re.compile(
    r"(村民|居民|村|居|社区|\(居\)民?|\(社区\))(委员会|委会)(\(.*\))?$|村务监督委员会$"
    r"|^各?(行政)?村(居|/社区|\(社区\)|\(居\))?$|所在(行政)?村$"
)
_TEMPORARY = re.compile(r"(?<!扶贫开发)领导小组(办公室|办)?$|(指挥部|联席会议)(办公室|办)?$|(工作|筹备|攻坚)组$|专班$")

# What stands where a name should be, in the words of published catalogues; the reasons are shown to users.
_NO_NAME = re.compile(
    r"[Xx×*○〇_]{2,}|^[Xx×○〇]|某|^各?(本|责任|牵头|主管|主办|承办)(单位|部门|机关)$|^(同上|〃|略|无|待定|[-—/]+)$"
)
_VAGUE = re.compile(r"相关|有关")
_KIND = re.compile(r"(部门|机关|经办机构|管理机构|监督机构|评估机构)$")
_ANY_GOVERNMENT = re.compile(
    r"^(|各级|本级|同级|当地|地方|辖区|.*(以上|所在地).*|[省市县区旗乡镇]级|[市县区旗]\(.*\))(人民)?政府$"
)
_TOWNS = re.compile(r"各?(镇|乡|街道)")
_EVERY = re.compile(r"各(?!级)")
_REASONS = {
    "name": "没有写出名称",
    "vague": "“相关”“有关”没有说是哪个单位",
    "kind": "写的是一类机构，没有说是哪个单位",
    "town": "写的是一类单位，没有说是哪个乡镇（街道）",
}
_ABOVE = ("国家级", "省级", "市级")

_SEPARATORS = frozenset("、，,；;/／\n")
_PIECE = re.compile(r"各?(省|市|县|区|旗|州|乡|镇|村|居|街道|社区)+级?")  # 市 of 市、区县人民政府, 村 of 村/社区
_BELOW = re.compile(r"各?(乡|镇|村|居|街道|社区)+级?")
_OFFICE = re.compile(r"(局|委|办|部门|中心|站|所|队)$")
_FUNCTION = re.compile(r"(管理|监督|监管|审批|执法|保护|建设|规划|资源|保障|救助|改革|卫生|健康|教育|财政|税务|环境|服务)$")
_LEAD = re.compile(r"[（(]牵头(单位|部门)?[)）]$|^牵头(单位|部门)?[：:]")


def is_collective(name: str) -> bool:
    """Whether the name stands for a group of bodies (各镇人民政府（街道办事处）) or for village committees."""
    return bool(_COLLECTIVE.match(fold(name)) or is_village_body(name))


def is_by_role(name: str) -> bool:
    """Whether the law itself names whoever has the role: 招标人或者其委托的招标代理机构."""
    return _by_role(fold(name))


def is_generic(name: str) -> bool:
    """Whether the name stands for a kind of body in regions below, not for one body."""
    return bool(_GENERIC.match(fold(name)))


def is_village_body(name: str) -> bool:
    """Whether the name is that of village or residents' committees; they are no administrative organs."""
    return bool(_VILLAGE.search(fold(name)))


def is_temporary(name: str) -> bool:
    """Whether the name is that of a leading group, a headquarters or their office.

    扶贫开发领导小组办公室 is none: it was the full name of a standing office.
    """
    return bool(_TEMPORARY.search(_bare(name)))


def placeholder(name: str, tier: str = "县级", known: Collection[str] = ()) -> str | None:
    """Why a 公开主体 names nobody, in Chinese; None if it names a body or a group of bodies.

    `tier` is the level of the region whose catalogue it is: above the county a kind of body (县级民政部门) is right, since it
    is meant for the regions below; in a town's catalogue so is no group of towns. Folded names in `known` are never placeholders.
    """
    folded = fold(name)
    if not folded or folded in known:
        return None
    if _NO_NAME.search(folded):
        return _REASONS["name"]
    if _VAGUE.search(folded):
        return _REASONS["vague"]
    if tier in _ABOVE or is_village_body(name):
        return None
    if _COLLECTIVE.match(folded):
        return _REASONS["town"] if tier == "乡级" and _TOWNS.match(folded) else None
    is_kind = _KIND.search(_bare(name)) and not _by_role(folded) and not _EVERY.search(folded)
    return _REASONS["kind"] if is_kind or _ANY_GOVERNMENT.match(folded) else None


def _by_role(folded: str) -> bool:
    """Whether the law itself names whoever has the role: 招标人或者其委托的招标代理机构."""
    return bool(re.match(r"(招标|采购|拍卖)人|(建设|项目|用人|用工)单位", folded))


def split(text: str) -> tuple[str, ...]:
    """The bodies of a joint 公开主体 in one text, the lead first: the one marked 牵头, else the first.

    Not split: what stands in brackets (县（区、市）), and pieces that need what follows them (市、区县人民政府, 村/社区).
    """
    names = [name for name in _joined(list(_fragments(text))) if name]
    plain = {name: _LEAD.sub("", name).strip() for name in names}
    leads = [name for name in names if plain[name] != name]
    return tuple(dict.fromkeys(plain[name] for name in (*leads, *names) if plain[name]))


def _fragments(text: str) -> Iterator[tuple[str, str]]:
    """Fragments with the separator behind each; separators in brackets do not count."""
    depth, start = 0, 0
    for position, char in enumerate(text):
        depth = max(0, depth + (char in "（(〔[") - (char in "）)〕]"))
        if char in _SEPARATORS and not depth:
            yield text[start:position].strip(), char
            start = position + 1
    yield text[start:].strip(), ""


def _joined(fragments: list[tuple[str, str]]) -> Iterator[str]:
    held = ""
    for number, (fragment, separator) in enumerate(fragments):
        following = fragments[number + 1][0] if number + 1 < len(fragments) else ""
        if following and separator in "、/／" and _is_piece(fragment, following):
            held += fragment + separator
        else:
            yield held + fragment
            held = ""


def _is_piece(fragment: str, following: str) -> bool:
    if _PIECE.fullmatch(fold(fragment)):
        apart = fragment.startswith("各") and following.startswith("各")
        return not apart and not (_BELOW.fullmatch(fold(fragment)) and _OFFICE.search(following))
    return bool(_FUNCTION.search(fragment))


def _bare(name: str) -> str:
    """The folded name without a remark in brackets at its end."""
    return re.sub(r"\([^()]*\)$", "", fold(name))


def known_names(region: Region) -> frozenset[str]:
    """Every folded name under which a unit of the region may appear, the government itself among them."""
    names = {fold(name) for unit in region.units for name in (unit.name, unit.full_name, *unit.short_names) if name}
    names |= {fold(former.name) for unit in region.units for former in unit.former if former.name}
    if region.government:
        names |= {fold(region.government), fold(region.government + "办公室")}
    return frozenset(names)
