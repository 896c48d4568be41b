"""What changed since an earlier version, as the public sees it: both versions are taken from what the site shows of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from gwcat.model.catalogue import ITEM_LEVELS
from gwcat.model.change import PUBLIC_KINDS, FieldChange, FieldsChanged, Moved, Removed, Renamed, home_of, item_changes, plain
from gwcat.model.change import Change as ItemChange
from gwcat.model.state import Entry as StateEntry
from gwcat.model.state import Home, State
from gwcat.site.entry import Entry, Listing
from gwcat.site.extras import Altered, Change


def site_state(listed: Sequence[Listing]) -> State:
    """The items with nothing but what the site shows of them."""
    return State.of(
        StateEntry(Home(listing.domain, listing.unit), _values(entry)) for listing in listed for entry in listing.entries
    )


def site_changes(changes: Iterable[ItemChange]) -> Iterator[Change]:
    """The changes that the public can see; what is only written otherwise, or stands elsewhere in its table, is none."""
    for one in item_changes(changes):
        if one.kind in PUBLIC_KINDS:
            entry = one.before if isinstance(one, Removed) else one.after
            yield Change(one.kind, *home_of(one), entry.identity, entry.title, tuple(_altered(one)))


def _values(entry: Entry) -> dict[str, object]:
    values: dict[str, object] = {"编号": entry.identity} if entry.identity else {}
    values |= dict(zip(ITEM_LEVELS, entry.trail, strict=False)) | {"名称": entry.name}
    return values | {part.label: part.texts[0] if len(part.texts) == 1 else list(part.texts) for part in entry.parts}


def _altered(change: ItemChange) -> Iterator[Altered]:
    if isinstance(change, Moved):
        pairs = zip(("领域", "单位"), change.before.home, change.after.home, strict=True)
        yield from (Altered(*pair) for pair in pairs if pair[1] != pair[2])
    elif isinstance(change, Renamed):
        yield Altered("名称", change.before.title, change.after.title)
    elif isinstance(change, FieldsChanged):
        yield from map(_altered_field, change.fields)


def _altered_field(field: FieldChange) -> Altered:
    """A value before and after; of a list only the entries that are not what they were, each on a line."""
    parts = [part for part in field.parts if part.kind != "次序"] or field.parts
    if not parts:
        return Altered(field.key, plain(field.old), plain(field.new))
    return Altered(field.key, *("\n".join(filter(None, texts)) for texts in zip(*(part[1:3] for part in parts), strict=True)))
