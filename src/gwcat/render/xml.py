"""The one escape for everything that is put into OOXML parts."""

from __future__ import annotations

import re
from functools import lru_cache

# What XML 1.0 does not admit, or wants in another form inside element text and attributes. Two non-characters are
# looked for apart (a class that reaches so far is slow to compile); lone surrogates are left out by `utf8`.
_SPECIAL = re.compile('[&<>"\r\x00-\x08\x0b\x0c\x0e-\x1f]')
_RARE = ("\ufffe", "\uffff")
_FORMS = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "\r"}
_ENCODED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


@lru_cache(maxsize=8192)
def escape(text: str) -> str:
    """`text` for XML element text or a double-quoted attribute; what XML 1.0 cannot carry is left out, CR LF is LF."""
    for char in _RARE:
        text = text.replace(char, "")
    if not _SPECIAL.search(text):
        return text
    carried = _SPECIAL.sub(lambda found: _FORMS.get(found.group(), ""), text)
    return carried.replace("\r\n", "\n").replace("\r", "\n")


@lru_cache(maxsize=8192)
def escape_cell(text: str) -> str:
    """Like `escape`, for the text of a workbook's cell, where `_x0041_` would be read as an encoded character."""
    escaped = escape(text)
    return _ENCODED.sub("_x005F_", escaped) if "_x" in escaped else escaped


def utf8(text: str) -> bytes:
    """A part's text as bytes; lone surrogates, which no XML file can hold, are left out."""
    return text.encode("utf-8", "ignore")


def points(value: float) -> str:
    """A number without needless decimals: 12.0 as `12`, 12.25 as `12.25`."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def twips(mm: float) -> int:
    """Millimetres in twentieths of a point."""
    return round(mm * 1440 / 25.4)


def emus(mm: float) -> int:
    """Millimetres in English metric units."""
    return round(mm * 36000)
