"""What a new region is to be: its names and level, its units, who leads which domain; checked before anything is written."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from gwcat.base.errors import GwcatError
from gwcat.base.names import fold, is_safe_name, nearest_few
from gwcat.language import area, domain, tier
from gwcat.model.region import Unit
from gwcat.source.division import Share, read_division
from gwcat.source.layout import NATIONAL

PLACEHOLDER = "待定单位"  # holds a domain until somebody says who leads it; no unit is ever made up
LEVELS = tuple(name for name in tier.TIERS if name != "国家级")
_VILLAGE_DOMAINS = ("村务公开",)
_HIDDEN = ("Cc", "Cf", "Cs", "Zl", "Zp")
_LONGEST = 200


@dataclass(frozen=True)
class InitOptions:
    """What `gwcat init` is asked for. Empty values are worked out from the rest."""

    folder: Path
    name: str
    version: str
    base_date: str
    level: str = ""
    short_name: str = ""
    units: tuple[str, ...] = ()
    division: Path | None = None
    domains: tuple[str, ...] = ()
    form: str = "国家2019"


@dataclass(frozen=True)
class Duty:
    """A domain as the region names it, who leads it (never nobody), and groups of units named beside them."""

    domain: str
    leads: tuple[str, ...]
    groups: tuple[str, ...] = ()


@dataclass(frozen=True)
class Choices:
    """A region about to be made."""

    name: str
    short_name: str
    level: str
    government: str
    form: str
    version: str
    base_date: str
    units: tuple[Unit, ...]
    duties: tuple[Duty, ...]

    def unit_level(self, name: str) -> str:
        """The level at which one of its units stands."""
        return next((tier.unit_tier(unit.kind, self.level) for unit in self.units if unit.name == name), self.level)


def decide(options: InitOptions) -> Choices:
    """Everything about the new region. Raises GwcatError for names and values that cannot be used."""
    name = _name(options.name, "地区名称")
    level = _level(options.level, name)
    short = _short_name(options.short_name.strip(), name)
    given = tuple(_unit_name(unit) for unit in options.units)
    shares = _shares(options.division) if options.division else []
    own = level in ("乡级", "村级")
    if len(given) == 1 and not own and not options.domains and not shares:
        hint = f"请用 --domain 写明“{given[0]}”负责哪些领域，用逗号隔开；整个地区的，用 --units 给出领域分工表。"
        raise GwcatError("只写了一个单位，没有写它的领域。", hint=hint)
    holder = given[0] if len(given) == 1 else name if own else PLACEHOLDER
    if own and holder == name:
        _unit_name(name)
    duties = tuple(_duties(list(_domains(options.domains, shares, level)), shares, holder))
    if not is_safe_name(options.version):
        raise GwcatError(f"版本“{options.version}”不能用作文件夹名。", hint="请改用只含文字、数字和点的版本，如 2025.1。")
    government = area.government_of(name)
    names = dict.fromkeys((*given, *(lead for duty in duties for lead in duty.leads)))
    units = tuple(Unit(unit, government if own and unit == name else "", area.kind_of(unit)) for unit in names)
    return Choices(name, short, level, government, options.form, options.version, options.base_date, units, duties)


def _name(written: str, what: str) -> str:
    name = written.strip()
    if not name:
        raise GwcatError(f"没有写{what}。", hint="如 --county 宜丰县。")
    if any(unicodedata.category(char) in _HIDDEN for char in name):
        raise GwcatError(f"{what}“{name}”里有换行或看不见的字符。", hint="请重新输入。")
    if len(name) > _LONGEST:
        raise GwcatError(f"{what}有 {len(name)} 个字，太长了。", hint=f"最多 {_LONGEST} 个字。")
    return name


def _level(written: str, name: str) -> str:
    if written:
        return tier.canonical(written) or written
    level = area.level_of(name)
    if not level:
        raise GwcatError(f"从“{name}”看不出层级。", hint=f"请用 --level 写明：{'、'.join(LEVELS)}。")
    return level


def _short_name(written: str, name: str) -> str:
    short = written or area.short_name(name)
    if not is_safe_name(short):
        hint = "请另写一个。" if written else "请用 --short 另写一个。"
        raise GwcatError(
            f"简称“{short}”不能用作文件夹名。", hint=f'{hint}不能有 / \\ : * ? " < > | 等，不能以点开头，最多 80 个字。'
        )
    if short == NATIONAL:
        raise GwcatError(f"简称不能用“{NATIONAL}”。", hint=f"catalogs/{NATIONAL}/ 放的是国家参考；请用 --short 另写一个。")
    return short


def _unit_name(written: str) -> str:
    name = _name(written, "单位名称")
    if not is_safe_name(name):
        hint = "单位的目录文件以它命名；请改用只含文字的名称，最多 80 个字。"
        raise GwcatError(f"单位“{name}”不能用作文件名。", hint=hint)
    return name


def _shares(path: Path) -> list[Share]:
    """The rows of a table of duties, their domains spelled as the registry does."""
    return [replace(share, domain=registered_name(share.domain, f"{path}:{share.line}")) for share in read_division(path)]


def _domains(chosen: Sequence[str], shares: Sequence[Share], level: str) -> Iterator[str]:
    """The domains of the region under the names that it uses, each once."""
    names = [registered_name(name) for name in chosen] or [share.domain for share in shares] or _usual(level)
    seen: dict[str, str] = {}
    for name in names:
        if (first := seen.setdefault(_key(name), name)) != name:
            raise GwcatError(f"“{first}”和“{name}”是同一个领域。", hint="请只写其中一个名称。")
    yield from seen.values()


def _usual(level: str) -> Iterable[str]:
    """The domains that a region of this level begins with: the 26 of 国办发〔2019〕54号, or those that reach a town."""
    if level == "村级":
        return _VILLAGE_DOMAINS
    guided = [found for found in domain.domains() if found.batch == "2019"]
    return [found.name for found in guided if level != "乡级" or found.reaches_township]


def registered_name(written: str, place: str = "") -> str:
    """A domain as the registry spells the name that was written, with or without 领域 at its end. Raises GwcatError."""
    for name in (written, written.removesuffix("领域")):
        if found := domain.find(name):
            return next(known for known in (found.name, *found.aliases) if fold(known) == fold(name))
    near = domain.meant(written)
    known = [found.name for found in domain.domains()]
    hint = f"是否想写“{near}”？" if near else f"可以用：{'、'.join(nearest_few(written, known, len(known)))}。"
    own = "本地自设的领域，请建成以后再加：先写进 region.yaml 的领域分工，再建目录文件。"
    raise GwcatError(f"没有登记过“{written}”这个领域。", place=place, hint=hint + own)


def _duties(names: Sequence[str], shares: Sequence[Share], holder: str) -> Iterator[Duty]:
    """Who leads each domain: as the table says, else the one holder."""
    table = {_key(share.domain): share for share in shares}
    for name in names:
        share = table.get(_key(name))
        leads = tuple(map(_unit_name, share.units)) if share else ()
        yield Duty(name, leads or (holder,), share.groups if share else ())


def _key(name: str) -> str:
    """What all names of a domain have in common."""
    found = domain.find(name)
    return found.name if found else fold(name)
