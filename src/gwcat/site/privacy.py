"""The last look before the site is written: no personal data in anything that it will show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gwcat.base.errors import GwcatError
from gwcat.language.personal import find_personal, may_hold_personal
from gwcat.site.entry import Listing
from gwcat.site.extras import Extras

_TAG = "<"
_CHANGE = "变化"
_OLD = "请从源文件里删去；旧版里才有的，请在 --since 里换一个版本，或去掉 --since。"


def refuse_personal_site(listed: Iterable[Listing], extras: Extras) -> None:
    """Raise GwcatError, naming the place, if an item, a chart or a change holds personal data."""
    listed = [listing for listing in listed if may_hold_personal("\n".join(text for _, text in _of_listing(listing)))]
    for place, text in _texts(listed, extras):
        for found in find_personal(text):
            raise GwcatError(
                f"要公开的内容里有{found.kind}，没有生成网站。",
                place=place,
                hint=_OLD if place.startswith(_CHANGE) else "请从源文件里删去；办公电话请写带区号的号码。",
            )


def _texts(listed: Iterable[Listing], extras: Extras) -> Iterator[tuple[str, str]]:
    for listing in listed:
        yield from _of_listing(listing)
    for chart in extras.charts:
        for text in (chart.title, *chart.steps, *_words(chart.svg)):
            yield f"流程图“{chart.title}”", text
    for change in extras.changes or ():
        for text in (
            change.domain,
            change.unit,
            change.identity,
            change.name,
            *(text for altered in change.altered for text in altered),
        ):
            yield f"{_CHANGE}“{change.identity or change.name}”", text


def _of_listing(listing: Listing) -> Iterator[tuple[str, str]]:
    where = f"{listing.domain}/{listing.unit}"
    yield where, f"{listing.domain}\n{listing.unit}"
    for entry in listing.entries:
        at = f"{where} 的“{entry.identity or entry.name}”"
        yield at, "\n".join((entry.identity, entry.name, *entry.trail))
        yield from ((f"{at}的{part.label}", text) for part in entry.parts for text in part.texts)


def _words(svg: str) -> Iterator[str]:
    """The texts of a picture between its tags; the numbers of its drawing are none."""
    for piece in svg.split(">"):
        yield piece.split(_TAG, 1)[0]
