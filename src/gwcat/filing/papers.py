"""The papers of an adjustment: 调整申请表 of each unit, 调整对照表, 调整情况说明. They are filed, never published."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from gwcat.base.names import safe_name
from gwcat.document.table import Book, Document, Paragraph, Table
from gwcat.filing.adjusted import KINDS, Adjusted, adjusted, joined, labelled
from gwcat.filing.diff import mark, marked_table
from gwcat.filing.letter import compose, issuer_of
from gwcat.filing.manifest import Entry
from gwcat.filing.plan import INTERNAL
from gwcat.forms.content import Content, Value
from gwcat.forms.library import Library
from gwcat.forms.sheet import lay_out_attachment
from gwcat.model.change import Difference
from gwcat.model.region import Region
from gwcat.render.archive import Stamp
from gwcat.render.frames import Frames

FOLDER = f"{INTERNAL}/调整材料"
TABLE, LETTER, FORM = "调整对照表", "调整情况说明", "调整申请表"
_FULL_WIDTH = ("调整前", "调整后")


def adjustment_files(one: Difference, region: Region, library: Library, frames: Frames, stamp: Stamp) -> Iterator[Entry]:
    """Every paper of an adjustment; none if the public sees no change. Raises GwcatError for a template of no use."""
    items = adjusted(one.changes, region.domains)
    if not items:
        return
    from gwcat.render.word import WordWriter
    from gwcat.render.workbook import WorkbookWriter

    table = comparison_table(items, region, library)
    applications = {unit: application(unit, own, region, library) for unit, own in _by_unit(items, one).items()}
    letter = explanation(one, items, region, library, list(applications))
    tables = [table, *applications.values()]
    styles = [style for found in tables for style in found.styles]
    styles += [block.style for block in letter.blocks if isinstance(block, Paragraph)]
    words, sheets = WordWriter(frames, styles, stamp), WorkbookWriter(frames, tables, stamp)
    creator = region.government
    yield Entry(f"{FOLDER}/{LETTER}.docx", words.write(letter, creator=creator), "调整材料")
    book = Book(TABLE, table.title, [table])
    yield Entry(f"{FOLDER}/{TABLE}.docx", words.write_book(book, creator=creator), "调整材料", rows=len(table.rows))
    yield Entry(f"{FOLDER}/{TABLE}.xlsx", sheets.write(book, creator=creator), "调整材料", rows=len(table.rows))
    taken: set[str] = set()
    for unit, form in applications.items():
        path = _free(f"{FOLDER}/{FORM}/{safe_name(unit or '未写单位')}", taken)
        document = Document(form.title, form.page, form.blocks)
        yield Entry(f"{path}.docx", words.write(document, creator=creator), "调整材料", rows=len(form.rows))
        yield Entry(f"{path}.xlsx", sheets.write(Book(path, form.title, [form]), creator=creator), "调整材料")


def _free(base: str, taken: set[str]) -> str:
    path, number = base, 2
    while path.casefold() in taken:
        path, number = f"{base}({number})", number + 1
    taken.add(path.casefold())
    return path


def _by_unit(items: Sequence[Adjusted], one: Difference) -> dict[str, list[Adjusted]]:
    """Items by the unit that answers for them now, or did last; for a unit that is gone, by the one that took its place."""
    heirs = {
        old: shift.new[0]
        for shift in one.shifts
        if shift.axis == "单位" and shift.what in ("更名", "合并", "并入")
        for old in shift.old
    }
    found: dict[str, list[Adjusted]] = {}
    for item in items:
        found.setdefault(heirs.get(item.home.unit, item.home.unit), []).append(item)
    return found


def comparison_table(items: Sequence[Adjusted], region: Region, library: Library) -> Table:
    """调整对照表: each element of each item before and after, changed words marked."""
    records: list[dict[str, Any]] = [
        {
            "次序": str(number),
            "领域": item.home.domain,
            "单位": item.home.unit,
            "事项": item.title,
            "类型": item.kind,
            "要素": row.key,
            "调整前": row.old,
            "调整后": row.new,
        }
        for number, item in enumerate(items, 1)
        for row in item.rows
    ]
    return marked_table(library, TABLE, records, name=TABLE, values={"地区": region.name, "版本": region.version})


def application(unit: str, items: Sequence[Adjusted], region: Region, library: Library) -> Table:
    """调整申请表 of a unit: its items with what was and what is to be; opinions and signatures are left to be filled in."""
    style = library.document_style(FORM)
    sides = [(labelled(item.rows, came=False), labelled(item.rows, came=True)) for item in items]
    rows: list[dict[str, Value]] = [
        {
            "领域": item.home.domain,
            "事项": item.title,
            "调整类型": item.kind,
            "调整前": "" if item.kind == "新增" else joined(old),
            "调整后": "" if item.kind == "取消" else joined(new),
            "调整依据": item.bases,
            "调整理由": item.reasons,
        }
        for item, (old, new) in zip(items, sides, strict=True)
    ]
    known = region.unit(unit)
    values = {"地区": region.name, "单位": (known.full_name if known else "") or unit}
    table = lay_out_attachment(style, Content({}, rows), values, library.form)
    names = [column.name for column in table.columns]
    for number, name in enumerate(_FULL_WIDTH):
        if name in names:
            mark(table, names.index(name), [pair[number] for pair in sides])
    return replace(table, name=FORM)


def explanation(one: Difference, items: Sequence[Adjusted], region: Region, library: Library, units: Sequence[str]) -> Document:
    """调整情况说明: how many items stay, change, go and come, and which."""
    counts = one.counts
    kinds = [{"名称": kind, "事项": [_told(item) for item in items if item.kind == kind]} for kind in KINDS]
    values = {
        "目录名称": f"{region.name}政务公开事项标准目录",
        "地区": region.name,
        "版本": region.version,
        "主送": dict(region.letter).get("主送", ""),
        "发文机关": issuer_of(region),
        "原有数": counts.kept + counts.changed + counts.removed,
        "现有数": counts.kept + counts.changed + counts.added,
        "保留数": counts.kept,
        "变更数": counts.changed,
        "取消数": counts.removed,
        "新增数": counts.added,
        "上级数": sum(bool(item.provenances) and not any(p.own for p in item.provenances) for item in items),
        "单位": [unit for unit in units if unit],
        "归并": [f"{shift.axis}{shift.words}（{shift.items}项）" for shift in one.shifts],
        "各类": kinds,
        "附件": [TABLE, f"{FORM}（{len(units)}份）"],
    }
    return compose(library, LETTER, values)


def _told(item: Adjusted) -> dict[str, Any]:
    """An item as the letter names it: where it stands, and which elements change."""
    elements = list(dict.fromkeys(row.key for row in item.rows)) if item.kind == "变更" else []
    named = [f"调整{'、'.join(elements)}"] if elements else []
    return {"处": item.home.title, "名称": item.title, "要素": named, "理由": list(item.reasons)}
