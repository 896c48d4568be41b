"""领域: the registry of domains with the names of all three naming generations (2017 pilot, 2019 guidelines, 2020 list).

No name is preferred silently: a region writes the name it uses, and every registered name is known.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from gwcat.base.compiled import table
from gwcat.base.names import fold, nearest


class Domain(NamedTuple):
    """A domain: its preferred name, the other names in use, the batch of guidelines it came with, and that guideline.

    `reaches_township` is None where nobody has said; `generations` pairs the years 2017, 2019, 2020 with the name of then.
    `verified` is False while the guideline's title or number has not been seen.
    """

    name: str
    aliases: tuple[str, ...]
    batch: str
    issuer: str = ""
    guideline: str = ""
    number: str = ""
    reaches_township: bool | None = None
    verified: bool = True
    generations: tuple[tuple[str, str], ...] = ()


@cache
def domains() -> tuple[Domain, ...]:
    """All registered domains in official order."""
    return tuple(map(_domain, table(Path(__file__).parent / "data" / "domains.yaml")))


def _domain(row: Mapping[str, Any]) -> Domain:
    return Domain(
        name=row["名称"],
        aliases=tuple(row.get("别名", ())),
        batch=row["批次"],
        issuer=row.get("发布机关", ""),
        guideline=row.get("指引", ""),
        number=row.get("文号", ""),
        reaches_township=row["延伸乡级"] == "是" if "延伸乡级" in row else None,
        verified=row.get("核实") != "否",
        generations=tuple(row.get("名称沿革", {}).items()),
    )


@cache
def _index() -> dict[str, int]:
    return {fold(name): n for n, domain in enumerate(domains()) for name in (domain.name, *domain.aliases)}


def find(name: str) -> Domain | None:
    """The domain of that preferred or other name."""
    position = _index().get(fold(name))
    return None if position is None else domains()[position]


def related(name: str) -> tuple[Domain, ...]:
    """The domains that a name stands for: its own, and those that bore it in some year (扶贫救灾 became 扶贫 and 救灾)."""
    wanted, own = fold(name), find(name)
    bearers = (domain for domain in domains() if any(fold(then) == wanted for _, then in domain.generations))
    return tuple(dict.fromkeys((*([own] if own else []), *bearers)))


def order(name: str) -> int:
    """The official position of a domain; unregistered ones come last."""
    return _index().get(fold(name), len(domains()))


def meant(name: str) -> str | None:
    """The registered name that an unknown one probably stands for."""
    return nearest(name, (name for domain in domains() for name in (domain.name, *domain.aliases)))
