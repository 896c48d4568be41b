"""Pieces of pages that repeat with every item: articles, lists of names, tiles. All texts go through the one escape."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from urllib.parse import urlencode

from markupsafe import Markup

from gwcat.overview.counts import AxisCount
from gwcat.overview.deadline_class import (
    ABSENT,
    AT_ONCE,
    BEFORE,
    LATER,
    NO_NUMBER,
    OTHER,
    TEN,
    TWENTY,
    UNCLEAR,
    WEEK,
    class_order,
)
from gwcat.render.xml import escape
from gwcat.site.address import SEARCH
from gwcat.site.duty import PERIODICALLY, Duty, Publisher
from gwcat.site.entry import Entry, Listing

_COLUMNS = (AT_ONCE, WEEK, TEN, TWENTY, LATER, PERIODICALLY, BEFORE, NO_NUMBER, OTHER, UNCLEAR, ABSENT)
_MANY = 100  # items of a page that are laid out only when they come into view
_CHIPS = frozenset(("公开渠道", "公开主体", "公开层级", "公开方式", "公开对象", "五公开"))


def text(value: str) -> str:
    """A text with its line breaks."""
    return escape(value).replace("\n", "<br>")


def link(root: str, entry: Entry) -> str:
    """A link to an item."""
    return f'<a href="{root}{escape(entry.address)}">{escape(entry.name)}</a>'


def article(entry: Entry) -> str:
    """The whole item, below the heading of its first level."""
    anchor = escape(entry.anchor)
    of = f'<p class="of">{escape(" › ".join(entry.trail[1:]))}</p>' if entry.trail[1:] else ""
    identity = f'<p class="id">{escape(entry.identity)}</p>' if entry.identity else ""
    parts = "".join(f"<div><dt>{escape(part.label)}</dt><dd>{_texts(part.label, part.texts)}</dd></div>" for part in entry.parts)
    whole = f'<dl class="parts">{parts}</dl>' if parts else ""
    missing = f'<p class="missing">未列明：{"、".join(entry.missing)}</p>' if entry.missing else ""
    return (
        f'<article class="item" id="{anchor}" aria-labelledby="{anchor}-h"><header>{of}'
        f'<h3 id="{anchor}-h"><a href="#{anchor}">{escape(entry.name)}</a></h3>{identity}</header>'
        f"{whole}{missing}</article>"
    )


def _texts(label: str, texts: Sequence[str]) -> str:
    if len(texts) == 1 and label not in _CHIPS:
        return text(texts[0])
    chips = ' class="chips"' if label in _CHIPS and all(len(one) <= 24 for one in texts) else ""
    return f"<ul{chips}>{''.join(f'<li>{text(one)}</li>' for one in texts)}</ul>"


def articles(entries: Sequence[Entry]) -> Markup:
    """Items under the headings of their first level, where they have one."""
    pieces: list[str] = []
    for number, (head, group) in enumerate(groupby(entries, lambda entry: entry.trail[0] if entry.trail else "")):
        inner = "".join(map(article, group))
        if head:
            pieces.append(f'<section aria-labelledby="g{number}"><h2 id="g{number}">{escape(head)}</h2>{inner}</section>')
        else:
            pieces.append(f'<section aria-label="事项"><h2 class="unseen">事项</h2>{inner}</section>')
    many = ' class="many"' if len(entries) > _MANY else ""
    return Markup(f"<div{many}>{''.join(pieces)}</div>")


def names(root: str, entries: Iterable[Entry], *, same_page: bool = False) -> str:
    """A list of links to items."""
    return f'<ul class="names">{"".join(f"<li>{_short(root, entry, same_page)}{_of(entry)}</li>" for entry in entries)}</ul>'


def _short(root: str, entry: Entry, same_page: bool) -> str:
    return f'<a href="#{escape(entry.anchor)}">{escape(entry.name)}</a>' if same_page else link(root, entry)


def _of(entry: Entry) -> str:
    return f' <span class="of">{escape(entry.trail[0])}</span>' if entry.trail else ""


def name_sections(root: str, groups: Iterable[tuple[str, str, Sequence[Entry]]]) -> Markup:
    """Lists of items under headings; each heading with the address that it leads to, if any."""
    pieces = []
    for number, (heading, address, entries) in enumerate(groups):
        words = f'<a href="{root}{escape(address)}">{escape(heading)}</a>' if address else escape(heading)
        count = f'<span class="count-n">（{len(entries)}）</span>'
        pieces.append(
            f'<section aria-labelledby="s{number}"><h2 id="s{number}">{words}{count}</h2>{names(root, entries)}</section>'
        )
    return Markup("".join(pieces))


def tiles(entries: Iterable[tuple[str, str, int]]) -> Markup:
    """Links with numbers: address, words, how many items."""
    inner = "".join(
        f'<li><a href="{escape(address)}"><span>{escape(words)}</span><span class="n">{count} 项</span></a></li>'
        for address, words, count in entries
    )
    return Markup(f'<ul class="tiles">{inner}</ul>')


def filter_tiles(axis: AxisCount) -> Markup:
    """Tiles that lead to the search page, filtered by a value."""
    return tiles((filtered(axis.axis, count.value), count.value, count.items) for count in axis.counts)


def filtered(axis: str, value: str) -> str:
    """The address of the search page with one filter."""
    return f"{SEARCH}#{urlencode({axis: value})}"


def duty_matrix(publishers: Sequence[Publisher]) -> Markup:
    """Everyone who must publish, with how many items in each class of deadlines; classes that nobody has are left out."""
    columns = [kind for kind in _COLUMNS if any(kind in one.counts for one in publishers)]
    rows = "".join(
        f'<tr><th scope="row"><a href="{one.page}">{text(one.name)}</a></th><td class="n">{one.items}</td>'
        + "".join(f'<td class="n">{one.counts.get(kind, "")}</td>' for kind in columns)
        + "</tr>"
        for one in publishers
    )
    head = "".join(f'<th scope="col" class="n">{kind}</th>' for kind in ("事项", *columns))
    return Markup(
        '<div class="scroll" tabindex="0" role="region" aria-label="各主体的时限（可左右滚动）"><table class="matrix">'
        f'<thead><tr><th scope="col">公开主体</th>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
    )


def duty_sections(root: str, groups: dict[str, list[Duty]]) -> Markup:
    """What one must publish, the soonest first: for each class a list of times, for each time its items."""
    pieces = []
    for kind, duties in groups.items():
        rows = "".join(
            f'<li><p class="when">{text(when) or "没有写时限"}</p><ul>{"".join(_duty(root, duty) for duty in same)}</ul></li>'
            for when, same in groupby(duties, lambda duty: duty.when)
        )
        number = class_order(kind)
        count = len({duty.entry.address for duty in duties})
        heading = f'<h2 id="c{number}">{escape(kind)}<span class="count-n">（{count}）</span></h2>'
        pieces.append(f'<section aria-labelledby="c{number}">{heading}<ul class="duties">{rows}</ul></section>')
    return Markup("".join(pieces))


def _duty(root: str, duty: Duty) -> str:
    domain = escape(duty.entry.facets.domain[0])
    return f'<li>{link(root, duty.entry)} <span class="of">{domain}</span></li>'


def grouped(listed: Iterable[Listing], axis: int, value: str) -> list[tuple[str, str, list[Entry]]]:
    """The items that have a value on an axis, by domain and unit."""
    found = []
    for listing in listed:
        entries = [entry for entry in listing.entries if value in entry.facets[axis]]
        if entries:
            found.append((f"{listing.domain}　{listing.unit}", listing.page, entries))
    return found
