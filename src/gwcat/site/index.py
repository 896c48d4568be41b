"""The index that the search page loads: two scripts, for a page that was opened from a disk may read nothing else.

No index of words is needed: every different text is there once, items name texts by number, and the browser looks through
them. The first script holds names and facets, enough to list and to filter; the second the words of all elements.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from gwcat.overview.counts import Overview
from gwcat.overview.facets import AXES
from gwcat.site.entry import Entry, Listing

_FIELDS = {"content": ("公开内容",), "who": ("公开主体",), "when": ("公开时限",), "basis": ("公开依据",)}
FILTERS = ("领域", "单位", "层级", "渠道", "方式", "对象", "时限")
"""The axes that can be filtered by."""


class _Numbers:
    """Gives every different text a number."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def __call__(self, text: str) -> int:
        return self._numbers.setdefault(text, len(self._numbers))

    def of(self, texts: Iterable[str]) -> int | list[int]:
        """One number as it is, several or none as a list."""
        found = [self(text) for text in texts]
        return found[0] if len(found) == 1 else found

    @property
    def texts(self) -> list[str]:
        """The texts by their numbers."""
        return list(self._numbers)


def index_scripts(listed: Sequence[Listing], overview: Overview) -> tuple[bytes, bytes]:
    """The two scripts: names and facets; texts."""
    entries = [entry for listing in listed for entry in listing.entries]
    return _script("items", _items(listed, entries, overview)), _script("texts", _texts(entries))


def _items(listed: Sequence[Listing], entries: Sequence[Entry], overview: Overview) -> dict[str, object]:
    names = _Numbers()
    values = {axis.axis: [count.value for count in axis.counts] for axis in overview.axes}
    numbers = {axis: {value: number for number, value in enumerate(values[axis])} for axis in FILTERS}
    pages = {listing.page: number for number, listing in enumerate(listed)}
    return {
        "axes": [[axis, values[axis]] for axis in FILTERS],
        "pages": list(pages),
        "page": [pages[entry.page] for entry in entries],
        "anchor": [entry.anchor for entry in entries],
        "name": [names(entry.name) for entry in entries],
        "trail": [names.of(entry.trail) for entry in entries],
        "facets": [
            [_few([numbers[axis][value] for value in entry.facets[AXES.index(axis)]]) for entry in entries] for axis in FILTERS
        ],
        "names": names.texts,
    }


def _texts(entries: Sequence[Entry]) -> dict[str, object]:
    texts = _Numbers()
    columns: dict[str, list[int | list[int]]] = {}
    known = {label for labels in _FIELDS.values() for label in labels}
    for name, labels in _FIELDS.items():
        columns[name] = [texts.of(_of(entry, labels)) for entry in entries]
    columns["more"] = [
        texts.of((*(text for part in entry.parts if part.label not in known for text in part.texts), *_identity(entry)))
        for entry in entries
    ]
    return {**columns, "texts": texts.texts}


def _of(entry: Entry, labels: tuple[str, ...]) -> Iterable[str]:
    return (text for part in entry.parts if part.label in labels for text in part.texts)


def _identity(entry: Entry) -> tuple[str, ...]:
    return (entry.identity,) if entry.identity else ()


def _few(numbers: list[int]) -> int | list[int]:
    return numbers[0] if len(numbers) == 1 else numbers


def _script(name: str, content: dict[str, object]) -> bytes:
    """A call that hands over the content; as a text to be parsed, which browsers read faster than a literal."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    for char, safe in (("\\", "\\\\"), ("'", "\\'"), ("\u2028", "\\u2028"), ("\u2029", "\\u2029")):
        text = text.replace(char, safe)
    return f"gwcat.take('{name}',JSON.parse('{text}'))\n".encode("utf-8", "backslashreplace")
