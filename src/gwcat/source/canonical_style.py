"""Decide for every entry of a file where it goes and whether it is written in brackets or on lines."""

from __future__ import annotations

from gwcat.base.width import width
from gwcat.source.canonical_comments import ignores
from gwcat.source.canonical_plan import Plan
from gwcat.source.canonical_signs import SIGNS, uniform
from gwcat.source.canonical_texts import in_brackets, text_of
from gwcat.source.canonical_tree import Entry

_WIDEST = 160  # columns of a line with a list in brackets


def arrange(root: Entry, plan: Plan) -> None:
    """Put the keys of a file in order, signs in one width, lists into their style; comments keep what they speak of."""
    _order(root, plan)
    _style(root, plan, -2)
    _gather(root)


def _order(entry: Entry, plan: Plan) -> None:
    if entry.text is not None:
        entry.text, entry.raw = uniform(entry.text, plan), entry.raw.translate(SIGNS) if plan.prose else entry.raw
    elif entry.is_list:
        for inner in entry.entries:
            _order(inner, plan.each)
    else:
        for inner in entry.entries:
            _order(inner, plan.at(inner.key or ""))
        by_key = {inner.key or "": inner for inner in entry.entries}
        first, entry.entries = entry.entries[:1], [by_key[key] for key in plan.order(list(by_key))]
        if first and entry.key is None and not entry.flow and first != entry.entries[:1]:
            _hand_down(entry, first[0])


def _hand_down(entry: Entry, first: Entry) -> None:
    """A comment that silences a finding in the next line goes with the key that stood there."""
    at = ignores(entry.above)
    if at is not None:
        entry.above, first.above = entry.above[:at], entry.above[at:] + first.above


def _style(entry: Entry, plan: Plan, indent: int) -> None:
    """Decide on an entry in block style and on those below it; `indent` is where it begins."""
    if entry.text is not None:
        return
    entry.flow = _in_one_line(entry, plan, indent)
    for inner in entry.entries:
        if entry.flow:
            _close(inner)
        else:
            _style(inner, plan.each if entry.is_list else plan.at(inner.key or ""), indent + 2)


def _in_one_line(entry: Entry, plan: Plan, indent: int) -> bool:
    if not entry.entries:
        return True
    if entry.owner is None or _must_open(entry):
        return False
    if entry.behind or ignores(entry.above) is not None:  # on more or fewer lines it might speak of something else
        return entry.flow
    if not plan.known:
        return entry.flow
    if entry.is_list:
        return not plan.rows and indent + width(f"{text_of(entry.key or '')}: {in_brackets(entry)}") <= _WIDEST
    wanted = plan.open if entry.key is None else None
    return entry.flow if wanted is None else not wanted


def _must_open(entry: Entry) -> bool:
    """Whether something below an entry cannot be written in brackets: a comment, a text of several lines."""
    return any(any((*inner.above, inner.behind, *inner.below)) or inner.block_text for inner in entry.within)


def _close(entry: Entry) -> None:
    entry.flow = entry.text is None
    for inner in entry.within:
        inner.flow = inner.text is None


def _gather(entry: Entry) -> None:
    """Comments that would stand between a dash and what follows it go above the dash."""
    for inner in entry.entries:
        _gather(inner)
    if entry.key is None and entry.owner is not None and entry.entries and not entry.flow:
        first = entry.entries[0]
        entry.above += [entry.behind] * bool(entry.behind) + first.above
        entry.behind, first.above = "", []
