"""What became of the items of a reference in a region, counted: each has one fate, so that every sum adds up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from gwcat.model.duty import DutyCoverage

Status = Literal["采用", "调整", "不采用", "缺少", "不属本级"]
STATUSES: tuple[Status, ...] = ("采用", "调整", "不采用", "缺少", "不属本级")
TAKEN: tuple[Status, ...] = ("采用", "调整")
ELSEWHERE = "他单位"  # for one unit: it has not got the item, another unit has, or has declined it
Link = Literal["采用", "编号", "名称", ""]  # how a reference item was found: by 采用, by 对应国家事项, by equal names


@dataclass(frozen=True)
class Cells:
    """Elements that the public sees: how many, how many of them word for word as in the reference, and how many that
    differ by 主体对应 alone."""

    total: int = 0
    same: int = 0
    renamed: int = 0

    @property
    def written(self) -> int:
        """Cells in local words."""
        return self.total - self.same - self.renamed

    def __add__(self, other: Cells) -> Cells:
        return Cells(self.total + other.total, self.same + other.same, self.renamed + other.renamed)


@dataclass(frozen=True)
class Fate:
    """What became of one reference item.

    `units` have it or, if it was declined, declined it; `here` are the 编号 that it has in the region's own items,
    `changed` the elements in local words, `reason` says why it is declined or missing.
    """

    identity: str
    name: str
    status: Status
    units: tuple[str, ...] = ()
    link: Link = ""
    here: tuple[str, ...] = ()
    reason: str = ""
    cells: Cells = Cells()
    changed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Extra:
    """An item of the region that the reference has not."""

    identity: str
    name: str
    unit: str


@dataclass(frozen=True)
class UnitShare:
    """One unit's part in one domain: its counts by status, ELSEWHERE among them, and its extra items."""

    unit: str
    counts: Mapping[str, int]
    extras: int


@dataclass(frozen=True)
class DomainCoverage:
    """A domain: the fates of all its reference items, what the region has beyond, and each unit's share.

    `name` is the reference's name of it, empty if the reference has no such domain, `here` are the region's own names;
    `units` have a catalogue of it; if none has, they lead it and `filed` is False. `variants` counts items with
    状态: 地方写法 of the reference that the region took.
    """

    name: str
    here: tuple[str, ...]
    units: tuple[str, ...]
    filed: bool
    fates: tuple[Fate, ...]
    extras: tuple[Extra, ...]
    variants: int
    shares: tuple[UnitShare, ...]

    @property
    def title(self) -> str:
        """The domain as the region calls it, with the name that the reference has for it where that is another."""
        here = "、".join(self.here)
        return f"{here}（{self.name}）" if here and self.name and here != self.name else here or self.name


@dataclass(frozen=True)
class Figures:
    """Counts that add up: 参考 = 采用 + 调整 + 不采用 + 缺少 + 不属本级. `untouched` items have no local change at all."""

    total: int
    counts: Mapping[str, int]
    extras: int
    variants: int
    cells: Cells
    untouched: int
    renamed: int

    @classmethod
    def of(cls, domains: Iterable[DomainCoverage]) -> Figures:
        """The figures of some domains together."""
        domains = list(domains)
        fates = [fate for domain in domains for fate in domain.fates]
        taken = [fate for fate in fates if fate.status in TAKEN]
        counts = Counter(fate.status for fate in fates)
        return cls(
            len(fates),
            {status: counts[status] for status in STATUSES},
            sum(len(domain.extras) for domain in domains),
            sum(domain.variants for domain in domains),
            sum((fate.cells for fate in taken), Cells()),
            sum(1 for fate in taken if fate.cells.same == fate.cells.total),
            sum(1 for fate in taken if fate.cells.renamed and not fate.cells.written),
        )

    @property
    def taken(self) -> int:
        """Items that the region has, with or without changes."""
        return sum(self.counts[status] for status in TAKEN)


@dataclass(frozen=True)
class Coverage:
    """A region against a reference.

    `unfiled` are domains of the reference that the region has nothing to do with, with the number of their items;
    `above_variants` counts what the reference marks as 地方写法, which is never asked for. `remarks` tell what could not
    be read, `duties` is there if a 权责清单 was given.
    """

    region: str
    short_name: str
    version: str
    reference: str
    domains: tuple[DomainCoverage, ...]
    unfiled: tuple[tuple[str, int], ...]
    above_variants: int
    remarks: tuple[str, ...] = ()
    duties: DutyCoverage | None = None

    @property
    def figures(self) -> Figures:
        """All domains together."""
        return Figures.of(self.domains)

    def fates(self, *statuses: Status) -> Iterator[tuple[DomainCoverage, Fate]]:
        """All reference items of these statuses with their domains; of every status if none is named."""
        for domain in self.domains:
            yield from ((domain, fate) for fate in domain.fates if not statuses or fate.status in statuses)

    @property
    def by_unit(self) -> list[tuple[str, int, Mapping[str, int], int]]:
        """Each unit with the number of its domains, its counts over them and its extra items."""
        found: dict[str, tuple[int, Counter[str], int]] = {}
        for domain in self.domains:
            for share in domain.shares:
                number, counts, extras = found.get(share.unit, (0, Counter(), 0))
                found[share.unit] = number + 1, counts + Counter(share.counts), extras + share.extras
        return [(unit, *rest) for unit, rest in found.items()]

    @property
    def complete(self) -> bool:
        """Whether nothing is missing: no item of the reference, no duty."""
        return not self.figures.counts["缺少"] and not (self.duties and self.duties.counts["未列入"])
