"""公开依据: the little language of citations, in one place.

`parse` reads a cell, `text` writes a citation, `repair` mends what has one reading only, `rank` tells 效力位阶.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gwcat.language.citation_article import Article, Step
from gwcat.language.citation_model import Citation, Citations, Stamp, Unparsed, cell, text
from gwcat.language.citation_number import DocumentNumber, Number, Order, Standard
from gwcat.language.citation_reader import is_vague, parse

if TYPE_CHECKING:
    from gwcat.language.citation_repair import Repair
    from gwcat.language.statute import Statute

__all__ = [
    "Article", "Citation", "Citations", "DocumentNumber", "Number", "Order", "Stamp", "Standard", "Step", "Unparsed", "as_json",
    "cell", "is_vague", "parse", "rank", "repair", "text",
]  # fmt: skip

_KINDS = {DocumentNumber: "发文字号", Order: "令号", Standard: "标准号"}


def repair(cell_text: str) -> Repair | None:
    """The text as it should be written and what was changed; None unless there is exactly one reading."""
    from gwcat.language import citation_repair

    return citation_repair.repair(cell_text)


def rank(citation: Citation) -> str:
    """效力位阶 of what is cited, by the registry or else by its form; empty if unknown."""
    from gwcat.language import statute

    return statute.rank(citation.title, citation.number)


def as_json(cell_text: str) -> dict[str, Any]:
    """What a cell says, for programs."""
    read, mended = parse(cell_text), repair(cell_text)
    return {
        "version": 1,
        "text": cell_text,
        "understood": read.understood,
        "citations": [_citation(each) for each in read.citations],
        "unparsed": [each._asdict() for each in read.unparsed],
        "repaired": mended.text if mended else None,
        "changes": [change._asdict() for change in mended.changes] if mended else [],
    }


def _citation(citation: Citation) -> dict[str, Any]:
    from gwcat.language import statute

    found = statute.find(citation.title, citation.number) if citation.title else None
    return {
        "text": text(citation),
        "start": citation.start,
        "end": citation.end,
        "label": citation.label,
        "issuer": citation.issuer,
        "title": citation.title,
        "notes": list(citation.notes),
        "number": _number(citation.number) if citation.number else None,
        "dates": [str(stamp) for stamp in citation.dates],
        "articles": [str(article) for article in citation.articles],
        "quote": citation.quote,
        "rank": rank(citation),
        "registered": _statute(found) if found else None,
    }


def _number(number: Number) -> dict[str, Any]:
    names = {name: "type" if name == "kind" else name for name in _fields(number) if name not in ("chinese", "bracketed")}
    fields = {shown: getattr(number, name) for name, shown in names.items()}
    return {"kind": _KINDS[type(number)], "text": str(number), **fields}


def _fields(number: Number) -> tuple[str, ...]:
    return number.__slots__ if isinstance(number, Order) else number._fields


def _statute(found: Statute) -> dict[str, Any]:
    return {
        "name": found.name,
        "edition": found.edition,
        "number": found.number,
        "effective": found.effective,
        "ended": found.ended,
        "replacement": found.replacement,
        "verified": found.verified,
    }
