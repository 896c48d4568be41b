"""How a rule is written: metadata and one function that yields notes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from gwcat.adopt.item import AdoptedItem
from gwcat.base.names import fold, nearest
from gwcat.language.personal import may_hold_personal
from gwcat.model.catalogue import Catalogue, Item
from gwcat.model.finding import DataPath, Place, Rule, Sample, Severity
from gwcat.model.flow import Flow
from gwcat.model.region import Region, Unit
from gwcat.review.record import Confirmation, confirmations
from gwcat.rules.settings import USUAL, Settings
from gwcat.source.file import SourceFile
from gwcat.source.flows import FlowFile
from gwcat.source.loading import CatalogueFile, LoadedRegion

if TYPE_CHECKING:
    from gwcat.language.renames import Term

Scope = Literal["item", "catalogue", "region", "flow"]


class Instead(NamedTuple):
    """What could stand in place of the text that a note is placed at. A safe replacement changes no meaning."""

    text: str
    what: str
    safe: bool = True


class Note(NamedTuple):
    """What a rule says of one place: words, the data path below the scope's own, a remedy."""

    message: str
    path: DataPath
    help: str = ""
    key: bool = False  # place it at the key, not at the value
    severity: Severity | None = None  # milder than the rule's own
    related: tuple[tuple[Place, str], ...] = ()
    instead: Instead | None = None


@dataclass(frozen=True, eq=False)
class Context:
    """What the rules of one region may look at.

    `required` maps each known form to the elements it asks for; `styles` are the known styles of attachments.
    """

    loaded: LoadedRegion
    required: Mapping[str, tuple[str, ...]]
    unit_names: frozenset[str]
    styles: Collection[str] = ()
    settings: Settings = USUAL

    @property
    def region(self) -> Region:
        """The region itself."""
        return self.loaded.region

    @cached_property
    def base_day(self) -> date | None:
        """The region's 基准日; None if there is none, or it is no date."""
        return day(self.region.base_date)

    @cached_property
    def terms(self) -> Mapping[str, Term]:
        """What the region's own register says of names and their times, by folded name."""
        return dict(_terms(self.region.units))

    @cached_property
    def notebook(self) -> dict[str, Any]:
        """Where families keep what they find out once for the whole region."""
        return {}

    @cached_property
    def names_columns(self) -> bool:
        """Whether some item of the region names its column on the website."""
        return any(item.has("网站栏目") for entry in self.loaded.catalogues for item in entry.catalogue.items)

    @cached_property
    def confirmed(self) -> dict[str, dict[str, Confirmation]] | None:
        """What the units have confirmed, by catalogue and 编号; None if the region keeps no record of it."""
        return confirmations(self.loaded) if self.loaded.review_file is not None else None

    @property
    def has_register(self) -> bool:
        """Whether there is a register of units to be in: not in the national reference, not if it could not be read."""
        file = self.loaded.region_file
        return file.readable and isinstance(file.tree.get("单位", []), list)


@dataclass(frozen=True, eq=False)
class CatalogueCase:
    """One catalogue under the rules."""

    context: Context
    entry: CatalogueFile
    unit: Unit | None
    unit_tier: str
    required: tuple[str, ...]
    refused: bool = False  # the schema refuses something in the file

    @property
    def catalogue(self) -> Catalogue:
        """What the file means."""
        return self.entry.catalogue

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The texts of all files that its items are made from; looking there once spares looking at every value."""
        texts = {self.file.path: self.file.text}
        for item in self.catalogue.items:
            if isinstance(item, AdoptedItem):
                origins = (item.base, *(origin for changes in item.changed.values() for origin in changes))
                texts |= {origin.file.path: origin.file.text for origin in origins}
        return tuple(texts.values())

    def mentions(self, words: Iterable[str]) -> bool:
        """Whether one of the words stands anywhere in the texts that the items are made from."""
        return any(word in text for text in self.texts for word in words)

    @cached_property
    def suspicious(self) -> bool:
        """Whether the texts may hold personal data at all."""
        return any(map(may_hold_personal, self.texts))

    @cached_property
    def notebook(self) -> dict[str, Any]:
        """Where families keep what they find out once for the whole catalogue."""
        return {}

    @property
    def file(self) -> SourceFile:
        """The file, for places."""
        return self.entry.file


@dataclass(frozen=True)
class FlowCase:
    """One flow chart under the rules."""

    context: Context
    entry: FlowFile

    @property
    def flow(self) -> Flow:
        """What the file means."""
        return self.entry.flow

    @property
    def file(self) -> SourceFile:
        """The file, for places."""
        return self.entry.file


def _terms(units: Iterable[Unit]) -> Iterator[tuple[str, Term]]:
    from gwcat.language.renames import Term

    for unit in units:
        since, until = day(unit.since), day(unit.until)
        if since or until:
            for name in filter(None, (unit.name, unit.full_name)):
                yield fold(name), Term(since, until)
        for former in unit.former:
            ended = day(former.until) or (since - timedelta(1) if since else None)
            if former.name and ended:
                yield fold(former.name), Term(None, ended, (unit.name,))


def day(text: str) -> date | None:
    """The day that a text is; None if it is none."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


Check = Callable[..., Iterable[Note] | Iterable[tuple[SourceFile, Note]]]


class Registered(NamedTuple):
    """A rule with its function, which yields notes.

    Called as `(case, item)` with data paths below the item, as `(case)` with paths below the file of a catalogue or a flow, or
    as `(context)`, which yields pairs of a file and a note with a path below that file. `reads` are the attributes of an item
    that decide whether an item rule says anything, `each` the one whose entries decide for themselves; `words` are words
    without which it has nothing to say. See `rules.sieve`.
    """

    rule: Rule
    scope: Scope
    check: Check
    reads: tuple[str, ...] = ()
    each: str = ""
    words: tuple[str, ...] = ()


_registered: dict[str, Registered] = {}


def rule(
    code: str,
    name: str,
    severity: Severity,
    scope: Scope,
    *,
    summary: str,
    why: str,
    source: str,
    bad: str,
    good: str,
    sample: Literal["item", "catalogue", "region", "flow"] | None = None,
    reads: tuple[str, ...] = (),
    each: str = "",
    words: tuple[str, ...] = (),
) -> Callable[[Check], Check]:
    """Register the decorated function as the rule `code`. In `bad`, ⟦ and ⟧ enclose the place of the finding.

    `reads`, `each` and `words` are promises of an item rule that spare work (see Registered); without them it looks at all.
    """

    def register(check: Check) -> Check:
        kept = Rule(code, name, severity, summary, why, source, Sample(bad, good, sample or scope))
        if code in _registered:
            raise ValueError(f"rule {code} is registered twice")
        _registered[code] = Registered(kept, scope, check, reads, each, words)
        return check

    return register


def registered() -> tuple[Registered, ...]:
    """All rules of the families that have been imported, by code."""
    return tuple(_registered[code] for code in sorted(_registered))


def did_you_mean(name: str, known: Iterable[str], otherwise: str) -> str:
    """The remedy for an unknown name: the nearest known one, or what to do otherwise."""
    near = nearest(name, known)
    return f"是否想写“{near}”？" if near else otherwise


def entries(item: Item, key: str) -> Iterator[tuple[DataPath, object]]:
    """The entries of a list with their data paths; a single value is its own entry."""
    value = item.raw.get(key)
    if isinstance(value, list):
        yield from (((key, number), entry) for number, entry in enumerate(value))
    elif value:
        yield (key,), value


def named_entries(item: Item, key: str) -> Iterator[tuple[DataPath, str]]:
    """The entries that are texts."""
    value = item.raw.get(key)
    if isinstance(value, list):
        for number, entry in enumerate(value):
            if isinstance(entry, str) and entry and not entry.isspace():
                yield (key, number), entry
    elif isinstance(value, str) and value and not value.isspace():
        yield (key,), value
