"""法规: the registry of laws and documents that catalogues cite, with the time in which each edition was in force.

A date that no source states is not there, and then the answer is None: unknown. Nothing is said of days after `as_of`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from gwcat.base.compiled import table
from gwcat.base.names import fold, nearest
from gwcat.language import citation_number
from gwcat.language.citation_number import Number
from gwcat.language.citation_rank import by_form
from gwcat.language.citation_text import FOLD, compact, pattern, title

_STATE = "中华人民共和国"
_UNTIDY = r"[^\w、“”—]|[A-Za-z_０-９Ａ-Ｚａ-ｚ]"  # signs that titles have several forms of


class Statute(NamedTuple):
    """One edition of a law, regulation, rule or document."""

    name: str
    """Its full title."""
    aliases: tuple[str, ...] = ()
    """Other titles in use; the title without 中华人民共和国 is known in any case."""
    edition: str = ""
    """Which of several editions: 2019修正."""
    number: str = ""
    """文号 as it should be written."""
    rank: str = ""
    """One of `citation_rank.RANKS` or BESIDE; empty if not known."""
    effective: str = ""
    """The first day in force: 2019-05-15; a year or a month if no more is known."""
    ended: str = ""
    """The first day no longer in force, likewise."""
    replacement: str = ""
    """What came in its place: a citation of a registered statute, or words."""
    verified: bool = False
    """Whether the source states the dates, and no end of an edition that has none."""
    source: str = ""
    """Where the dates come from."""
    remark: str = ""

    def valid(self, on: date) -> bool | None:
        """Whether the edition is in force on a day; None if the registry cannot tell."""
        if (self.ended and on >= _last(self.ended)) or (self.effective and on < _first(self.effective)):
            return False
        if not self.effective or on < _last(self.effective):
            return None
        if self.ended:
            return True if on < _first(self.ended) else None
        return True if self.verified and not self.replacement and on <= as_of() else None

    @property
    def successor(self) -> Statute | None:
        """The registered edition that came in its place."""
        match = pattern("《(.+)》(?:（(.+)）)?$").match(self.replacement)
        if match is None:
            return None
        found, detail = editions(match.group(1)), match.group(2) or ""
        named = [other for other in found if detail in (other.number, other.edition) or not detail]
        return named[-1] if named else None

    def __str__(self) -> str:
        detail = self.number or self.edition
        return f"《{self.name}》" + (f"（{detail}）" if detail else "")


@cache
def _data() -> dict[str, Any]:
    """The table, read from YAML once for each of its versions."""
    data: dict[str, Any] = table(Path(__file__).parent / "data" / "statutes.yaml")
    return data


@cache
def statutes() -> tuple[Statute, ...]:
    """All registered editions; those of one statute stand together, the oldest first."""
    return tuple(map(_statute, _data()["条目"]))


def _statute(row: Mapping[str, Any]) -> Statute:
    get = row.get
    return Statute(
        row["名称"], tuple(get("别名", ())), get("版本", ""), get("文号", ""), get("位阶", ""), get("施行", ""), get("失效", ""),
        get("替代", ""), row["核实"] == "是", get("来源", ""), get("说明", ""),
    )  # fmt: skip


@cache
def as_of() -> date:
    """The last day of which the registry says anything."""
    return date.fromisoformat(_data()["截至"])


@cache
def sources() -> Mapping[str, str]:
    """The short names of sources with their addresses."""
    found: Mapping[str, str] = _data()["来源"]
    return found


@cache
def _index() -> dict[str, list[int]]:
    index: dict[str, list[int]] = {}
    for position, statute in enumerate(statutes()):
        for key in {_key(name) for name in (statute.name, *statute.aliases)}:
            index.setdefault(key, []).append(position)
    return index


def _key(name: str) -> str:
    if not pattern(_UNTIDY).search(name):
        return name.removeprefix(_STATE).replace("、", "")
    name = title(name.strip().removeprefix("《").removesuffix("》")).removeprefix(_STATE)
    return fold(pattern("（[0-9]{4}年?(?:修正|修订|版|本)?）$").sub("", name)).replace("、", "")


@lru_cache(maxsize=4096)
def editions(name: str) -> tuple[Statute, ...]:
    """All editions of the statute of that title; none if it is not registered or could be more than one statute."""
    found = [statutes()[position] for position in _index().get(_key(name), ())]
    return tuple(found) if len({statute.name for statute in found}) == 1 else ()


@lru_cache(maxsize=4096)
def find(name: str, number: Number | str | None = None, on: date | None = None) -> Statute | None:
    """The edition of that title and number.

    Without a number: the edition in force on the day, or else the latest one. None if the title is unknown or ambiguous
    (《条例》), or if no edition has the number.
    """
    found = editions(name)
    if number:
        wanted = _number(number)
        found = tuple(each for each in found if wanted and _has(each, wanted))
    in_force = tuple(each for each in found if on and each.valid(on))
    candidates = in_force or found
    return candidates[-1] if candidates else None


def _number(number: Number | str) -> Number | None:
    return citation_number.whole(compact(number.translate(FOLD))) if isinstance(number, str) else number


def _has(statute: Statute, wanted: Number) -> bool:
    own = _number(statute.number) if statute.number else None
    return own is not None and citation_number.same(own, wanted)


def valid(name: str, number: Number | str | None, on: date) -> bool | None:
    """Whether a statute that is cited in this way is in force on a day.

    Without a number any edition will do: a law that was amended is still that law.
    """
    found = editions(name)
    if not found:
        return None
    if number:
        found = tuple(filter(None, [find(name, number)]))
    answers = {each.valid(on) for each in found}
    return True if True in answers else None if None in answers or not answers else False


def rank(name: str, number: Number | None = None) -> str:
    """The rank of a registered statute, or else the one that the form shows; empty if unknown."""
    ranks = {each.rank for each in _likely(editions(name), number)}
    if len(ranks) == 1 and "" not in ranks:
        return ranks.pop()
    return by_form(title(name) if pattern(_UNTIDY).search(name) else name, number)


def _likely(found: Iterable[Statute], number: Number | None) -> list[Statute]:
    everything = list(found)
    return [each for each in everything if number and _has(each, number)] or everything


def meant(name: str) -> str | None:
    """The registered title that an unknown one is probably a slip for."""
    names = {statute.name.removeprefix(_STATE): statute.name for statute in statutes()}
    found = nearest(name.removeprefix(_STATE), names)
    return names[found] if found else None


@lru_cache(maxsize=4096)
def _span(day: str) -> tuple[date, date]:
    """The first and the last day that a date, a month or a year may mean."""
    parts = [int(part) for part in day.split("-")]
    if len(parts) == 3:
        return date(*parts), date(*parts)
    year, month = (parts[0], parts[1]) if len(parts) == 2 else (parts[0], 0)
    after = date(year + (month in (0, 12)), month % 12 + 1 if month else 1, 1)
    return date(year, month or 1, 1), date.fromordinal(after.toordinal() - 1)


def _first(day: str) -> date:
    return _span(day)[0]


def _last(day: str) -> date:
    return _span(day)[1]
