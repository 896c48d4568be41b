"""Differences as files: a workbook and a document of two tables, a page; what changed is marked inside the cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from gwcat.adopt.record import SILENT
from gwcat.document.table import Book, Span, Table
from gwcat.filing.adjusted import Row, Spans, joined, row_of, text_of
from gwcat.forms.layout import CELL_LIMIT, lay_out
from gwcat.forms.library import Library
from gwcat.model.change import (
    KINDS,
    Added,
    Change,
    Difference,
    FieldChange,
    FieldsChanged,
    Moved,
    Provenance,
    Removed,
    Renamed,
    Reordered,
    home_of,
    item_changes,
)
from gwcat.render.archive import Stamp
from gwcat.render.frames import Frames

NAME = "变化情况"
Record = dict[str, Any]


def diff_title(old: str, new: str) -> str:
    """The title of the whole."""
    return f"政务公开事项标准目录变化情况（{old} → {new}）"


def workbook(old: str, new: str, differences: Sequence[Difference], library: Library, frames: Frames, stamp: Stamp) -> bytes:
    """The workbook. Raises GwcatError if a template in `documents/` cannot be used."""
    from gwcat.render.workbook import WorkbookWriter

    book = _book(old, new, differences, library)
    return WorkbookWriter(frames, book.tables, stamp).write(book)


def document(old: str, new: str, differences: Sequence[Difference], library: Library, frames: Frames, stamp: Stamp) -> bytes:
    """The document. Raises GwcatError if a template in `documents/` cannot be used."""
    from gwcat.render.word import WordWriter

    book = _book(old, new, differences, library)
    styles = [style for table in book.tables for style in table.styles]
    return WordWriter(frames, styles, stamp).write_book(book)


def _book(old: str, new: str, differences: Sequence[Difference], library: Library) -> Book:
    title = diff_title(old, new)
    sums = lay_out(library.document_form(f"{NAME}-汇总"), list(_sums(differences)), name="汇总", values={"标题": title})
    records = [record for one in differences for change in one.changes for record in _records(change)]
    items = marked_table(library, f"{NAME}-逐项", records, name="逐项", values={"标题": f"{title}（逐项）"})
    return Book(NAME, title, [sums, items])


def marked_table(library: Library, form_name: str, records: Sequence[Record], *, name: str, values: Mapping[str, Any]) -> Table:
    """A table in a form of `documents/`; a value that is a tuple of spans is shown as its text, its marks in the cell."""
    form = library.document_form(form_name)
    plain = [{key: _text(value) for key, value in record.items()} for record in records]
    table = lay_out(form, plain, name=name, values=values)
    for number, column in enumerate(form.columns):
        key = next(iter(column.names)) if len(column.names) == 1 else ""
        mark(table, number, [record.get(key) for record in records])
    return table


def mark(table: Table, column: int, values: Sequence[object]) -> None:
    """Set off parts of a column's cells: of each row that shows the text of spans."""
    for row, value in enumerate(values):
        spans = _spans(value)
        if any(not span.plain for span in spans) and table.rows[row][column] == joined(spans):
            table.spans[row, column] = spans


def _spans(value: object) -> Spans:
    return value if isinstance(value, tuple) and value and isinstance(value[0], Span) else ()


def _text(value: object) -> object:
    """A value for a cell; a text that is longer than a cell may be ends with what was left out."""
    text = joined(spans) if (spans := _spans(value)) else "" if value == () else value
    if isinstance(text, str) and len(text) > CELL_LIMIT // 2:
        return f"{text[: CELL_LIMIT // 2 - 40]}……（共 {len(text)} 字，其余略）"
    return text


def _sums(differences: Sequence[Difference]) -> Iterator[Record]:
    total: Counter[str] = Counter()
    for one in differences:
        rows: dict[tuple[str, str], Counter[str]] = {}
        for change in one.changes:
            found = item_changes([change])
            home = home_of(found[0]) if found else ("（源文件）", "")
            rows.setdefault((home[0], home[1]), Counter())[change.kind] += 1
            total[change.kind] += 1
        for (domain, unit), counts in sorted(rows.items()):
            yield {"地区": one.region, "领域": domain, "单位": unit, **_numbers(counts)}
    yield {"地区": "合计", "领域": "", "单位": "", **_numbers(total)}


def _numbers(counts: Counter[str]) -> Record:
    return {kind: str(counts[kind] or "") for kind in KINDS}


def _records(change: Change) -> Iterator[Record]:
    """A row for each element of a change."""
    found = item_changes([change])
    if not found:
        words = change.explain().split(" ", 1)[1]
        blank = dict.fromkeys(("领域", "单位", "编号", "事项", "变化前", "来自"), "")
        yield {**blank, "变化": change.kind, "要素": "（源文件）", "变化后": words}
        return
    item = found[0]
    entry, home = item.before if isinstance(item, Removed) else item.after, home_of(item)
    names = {"变化": item.kind, "领域": home.domain, "单位": home.unit, "编号": entry.identity, "事项": entry.title}
    for row, provenance in _rows(item):
        yield {**names, "要素": row.key, "变化前": row.old, "变化后": row.new, "来自": _words(provenance)}


def _rows(change: Added | Removed | Moved | Reordered | FieldsChanged) -> Iterator[tuple[Row, Provenance | None]]:
    if isinstance(change, FieldsChanged):
        for field in change.fields:
            yield _row(field, change), field.provenance
    elif isinstance(change, Added | Removed):
        entry = change.after if isinstance(change, Added) else change.before
        shown = ((key, text_of(value)) for key, value in entry.values.items() if key not in SILENT)
        text = (Span("\n".join(f"{key}：{words}" for key, words in shown if words)),)
        yield Row("整项", () if change.kind == "新增" else text, text if change.kind == "新增" else ()), change.provenance
    else:
        words = (f"第 {change.at + 1} 项", f"第 {change.to + 1} 项")
        if isinstance(change, Moved):
            words = (change.before.home.title, change.after.home.title)
        provenance = change.provenance if isinstance(change, Moved) else None
        key = "次序" if isinstance(change, Reordered) else "领域、单位"
        yield Row(key, (Span(words[0]),), (Span(words[1]),)), provenance


def _row(field: FieldChange, change: FieldsChanged) -> Row:
    """An element before and after; where the meaning stayed, nothing is marked."""
    if isinstance(change, Renamed) or field.parts or field.runs:
        return row_of(field)
    return Row(field.key, *((Span(text),) if (text := text_of(value)) else () for value in (field.old, field.new)))


def _words(provenance: Provenance | None) -> str:
    return provenance.words if provenance and provenance.place.path else ""


def page(old: str, new: str, differences: Sequence[Difference], frames: Frames) -> bytes:
    """The page, in one file that needs no other."""
    regions = [
        {
            "name": one.region or one.folder or "目录",
            "tally": one.tally,
            "counts": one.counts.words,
            "notes": [*(shift.explain() for shift in one.shifts), *one.remarks],
            "kinds": [
                {"name": kind, "changes": [_shown(change) for change in one.changes if change.kind == kind]} for kind in one.tally
            ],
        }
        for one in differences
    ]
    text = frames.text("diff.html", title=diff_title(old, new), old=old, new=new, regions=regions, equal=not differences)
    return text.encode("utf-8", "backslashreplace")


def _shown(change: Change) -> Record:
    records = list(_records(change))
    return {
        **records[0],
        "rows": [{"key": r["要素"], "old": _cell(r["变化前"]), "new": _cell(r["变化后"]), "from": r["来自"]} for r in records],
    }


def _cell(value: object) -> list[Span]:
    return list(_spans(value)) or ([Span(str(value))] if value else [])
