"""A 权责清单 against the items of a region: which duties the catalogue has, and by which item each was found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from gwcat.adopt.resolve import ResolvedRegion
from gwcat.base.names import fold
from gwcat.compare.coverage import title
from gwcat.compare.likeness import Names
from gwcat.compare.verdicts import unit_of
from gwcat.model.catalogue import Item
from gwcat.model.duty import Duty, DutyFate, DutyLink, DutyStatus
from gwcat.model.region import Region

THRESHOLD = 0.6


class _Entry(NamedTuple):
    """An item of the region with all names of the units that have to do with it (see `unit_keys`)."""

    item: Item
    unit: str
    units: frozenset[str]


class DutyMatcher:
    """Finds the items that duties stand for."""

    def __init__(self, region: ResolvedRegion, threshold: float = THRESHOLD) -> None:
        self._region, self._threshold = region.region, threshold
        self._by_identity: dict[str, _Entry] = {}
        self._by_name: dict[str, list[_Entry]] = {}
        for entry in region.catalogues:
            for item in entry.catalogue.items:
                names = (unit_of(entry), *item.subjects)
                units = frozenset(key for name in names for key in unit_keys(name, region.region))
                one = _Entry(item, unit_of(entry), units)
                self._by_identity.setdefault(item.identity, one)
                for name in dict.fromkeys(map(fold, _names(item))):
                    self._by_name.setdefault(name, []).append(one)
        self._names = Names(self._by_name)
        self._of_unit: dict[str, dict[str, list[_Entry]]] = {"": self._by_name}

    def fates(self, duties: Iterable[Duty]) -> tuple[DutyFate, ...]:
        """What became of each duty."""
        return tuple(self._fate(duty) for duty in duties)

    def _fate(self, duty: Duty) -> DutyFate:
        if duty.targets:
            return self._by_target(duty)
        among = self._among(duty.unit)
        if not among:
            return DutyFate(duty, "未列入", note=f"目录里没有“{duty.unit}”的事项")
        name, likeness = self._names.nearest(duty.name, among)
        if not name:
            return DutyFate(duty, "未列入")
        if likeness >= self._threshold:
            return _listed(duty, among[name], "同名" if name == fold(duty.name) else "相近", likeness)
        one = among[name][0]
        return DutyFate(duty, "未列入", "", one.item.identity, title(one.item), one.unit, likeness)

    def _among(self, unit: str) -> dict[str, list[_Entry]]:
        """The items of a unit by their names; all items if no unit is named."""
        if unit not in self._of_unit:
            keys = unit_keys(unit, self._region)
            own = {name: [one for one in found if keys & one.units] for name, found in self._by_name.items()}
            self._of_unit[unit] = {name: found for name, found in own.items() if found}
        return self._of_unit[unit]

    def _by_target(self, duty: Duty) -> DutyFate:
        found = [one for target in duty.targets if (one := self._by_identity.get(target)) is not None]
        missing = [target for target in duty.targets if target not in self._by_identity]
        note = f"目录里没有编号为“{'、'.join(missing)}”的事项" if missing else ""
        return _listed(duty, found, "编号", 1.0, note) if found else DutyFate(duty, "未列入", "编号", note=note)


def _listed(duty: Duty, found: Sequence[_Entry], link: DutyLink, likeness: float, note: str = "") -> DutyFate:
    """A duty with the item that it was found by: one that is published if there is such a one, else one that is withheld."""
    one = next((one for one in found if not one.item.has("不予公开")), found[0])
    status: DutyStatus = "不予公开" if one.item.has("不予公开") else "已列入"
    several = f"名称相同的共 {len(found)} 项" if len(found) > 1 and link != "编号" else ""
    return DutyFate(duty, status, link, one.item.identity, title(one.item), one.unit, likeness, note or several)


def unit_keys(name: str, region: Region) -> frozenset[str]:
    """A unit with and without the words for the place it belongs to: 宜丰县民政局, 县民政局 and 民政局 have one in common."""
    unit = region.unit(name)
    keys = {fold(one) for one in (name, *((unit.name, unit.full_name) if unit else ())) if one.strip()}
    for place in (fold(region.name), fold(region.short_name), *"省市县区旗"):
        keys |= {key.removeprefix(place) for key in keys if place and key.startswith(place) and len(key) > len(place) + 1}
    return frozenset(keys)


def _names(item: Item) -> list[str]:
    """The names under which a duty may find an item: each of its levels, and all of them."""
    levels = [level for level in item.levels if level.strip()]
    return [item.name, *levels, "".join(levels), "".join(levels[-2:])]
