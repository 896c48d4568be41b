"""领域: the registry of domains with the names of all three naming generations (2017 pilot, 2019 guidelines, 2020 list).

No name is preferred silently: a region writes the name it uses, and every registered name is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gwcat.base.names import fold, nearest


@dataclass(frozen=True, slots=True)
class Domain:
    """A domain: its preferred name, the other names in use, and the batch of guidelines it came with."""

    name: str
    aliases: tuple[str, ...]
    batch: str


@cache
def domains() -> tuple[Domain, ...]:
    """All registered domains in official order."""
    import yaml

    text = (Path(__file__).parent / "data" / "domains.yaml").read_bytes()
    rows = yaml.load(text, getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    return tuple(Domain(row["名称"], tuple(row.get("别名", ())), row["批次"]) for row in rows)


@cache
def _index() -> dict[str, int]:
    return {fold(name): n for n, domain in enumerate(domains()) for name in (domain.name, *domain.aliases)}


def find(name: str) -> Domain | None:
    """The domain of that preferred or other name."""
    position = _index().get(fold(name))
    return None if position is None else domains()[position]


def order(name: str) -> int:
    """The official position of a domain; unregistered ones come last."""
    return _index().get(fold(name), len(domains()))


def meant(name: str) -> str | None:
    """The registered name that an unknown one probably stands for."""
    return nearest(name, (name for domain in domains() for name in (domain.name, *domain.aliases)))
