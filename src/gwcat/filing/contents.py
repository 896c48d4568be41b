"""The files of a package: every book in every format, the letter, the validation report."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from gwcat.adopt.resolve import ResolvedRegion
from gwcat.document.table import Book, Paragraph
from gwcat.filing.attachments import Paper
from gwcat.filing.below import below_book
from gwcat.filing.letter import letter
from gwcat.filing.loss import Losses, loss_book
from gwcat.filing.manifest import Entry
from gwcat.filing.plan import INTERNAL, Plan
from gwcat.filing.privacy import Watch
from gwcat.filing.statistics import overview_section
from gwcat.forms.library import Library
from gwcat.model.finding import Finding
from gwcat.model.region import Region
from gwcat.overview.counts import Overview
from gwcat.render.archive import Stamp
from gwcat.render.frames import Frames
from gwcat.report.page import page_values
from gwcat.report.summary import Summary

Writer = Callable[[Book], bytes]


@dataclass(frozen=True, eq=False)
class Output:
    """How files are written: in which formats, with which time, between which frames of Office parts
    and HTML pages, CSV with or without a BOM.

    `overfull` collects the rows that are too high for a sheet to show whole.
    """

    formats: tuple[str, ...]
    stamp: Stamp
    office: Frames
    pages: Frames
    bom: bool = False
    overfull: list[str] = field(default_factory=list)


def public_files(plan: Plan, region: Region, output: Output) -> Iterator[Entry]:
    """Every book in every format. Raises GwcatError if personal data would be in a finished file, wherever it came from."""
    watch = Watch()
    writers = _writers(plan, region, output, watch)
    for book in plan.books:
        watch.place = book.path
        chapters = plan.chapters_of(book)
        about: dict[str, Any] = {
            "forms": list(dict.fromkeys(chapter.table.form for chapter in chapters)),
            "rows": sum(len(chapter.table.rows) for chapter in chapters),
            "items": sum(chapter.items for chapter in chapters),
            "sources": list(dict.fromkeys(entry.file.path for chapter in chapters for entry in chapter.entries)),
        }
        for suffix, write in writers.items():
            yield Entry(f"{book.path}.{suffix}", write(book), "目录", **about)


def attachment_files(papers: Sequence[Paper], region: Region, output: Output) -> Iterator[Entry]:
    """Every attachment as a document and, where workbooks are asked for, as a workbook to be filled in."""
    if not papers:
        return
    from gwcat.render.word import WordWriter
    from gwcat.render.workbook import WorkbookWriter

    tables = [paper.table for paper in papers]
    words = WordWriter(output.office, [style for table in tables for style in table.styles], output.stamp)
    workbooks = WorkbookWriter(output.office, tables, output.stamp, output.overfull)
    for paper in papers:
        about: dict[str, Any] = {
            "forms": [paper.table.form] if paper.table.form else [],
            "rows": len(paper.table.rows),
            "sources": list(paper.sources),
        }
        path = f"{INTERNAL}/{paper.path}"
        yield Entry(f"{path}.docx", words.write(paper.document, creator=region.government), "附件", **about)
        if "xlsx" in output.formats:
            book = Book(path, paper.title, [paper.table])
            yield Entry(f"{path}.xlsx", workbooks.write(book, creator=region.government), "附件", **about)


def _writers(plan: Plan, region: Region, output: Output, watch: Watch) -> dict[str, Writer]:
    """Suffix -> writer for the formats asked for; each format's code is loaded only then."""
    tables = [table for book in plan.books for table in book.sheets]
    creator = region.government
    writers: dict[str, Writer] = {}
    if "xlsx" in output.formats:
        from gwcat.render.workbook import WorkbookWriter

        workbooks = WorkbookWriter(output.office, tables, output.stamp, output.overfull, watch.deflate)
        workbooks.prepare(tables)
        writers["xlsx"] = lambda book: workbooks.write(book, creator=creator)
    if "docx" in output.formats or "pdf" in output.formats:
        from gwcat.render.word import WordWriter

        words = WordWriter(output.office, [style for table in tables for style in table.styles], output.stamp, watch.deflate)
        words.prepare(tables)
        if "docx" in output.formats:
            writers["docx"] = lambda book: words.write_book(book, creator=creator)
        if "pdf" in output.formats:
            from gwcat.render.pdf import pdf_from_word

            writers["pdf"] = lambda book: pdf_from_word(words.write_book(book, creator=creator))
    if "html" in output.formats:
        from gwcat.render.html import PageWriter

        writers["html"] = PageWriter(output.pages, watch.seen).write
    if "csv" in output.formats:
        from gwcat.render.csv import csv_bytes

        writers["csv"] = lambda book: watch.seen(csv_bytes(book, bom=output.bom))
    return writers


def letter_file(plan: Plan, region: Region, library: Library, output: Output) -> Entry:
    """The 报送函, with the combined catalogue and every domain's as its attachments."""
    from gwcat.render.word import WordWriter

    document = letter(region, plan, library, [plan.books[0].title, *(chapter.table.title for chapter in plan.domains)])
    writer = WordWriter(output.office, [block.style for block in document.blocks if isinstance(block, Paragraph)], output.stamp)
    return Entry(f"{INTERNAL}/报送函.docx", writer.write(document, creator=region.government), "报送函")


def below_files(region: Region, others: Sequence[ResolvedRegion], library: Library, output: Output) -> Iterator[Entry]:
    """What the regions below have compiled, as a workbook and a document."""
    from gwcat.render.word import WordWriter
    from gwcat.render.workbook import WorkbookWriter

    book = below_book(region, others, library)
    writers: dict[str, Writer] = {
        "xlsx": lambda book: WorkbookWriter(output.office, book.sheets, output.stamp).write(book, creator=region.government),
        "docx": lambda book: WordWriter(output.office, book.sheets[0].styles, output.stamp).write_book(
            book, creator=region.government
        ),
    }
    for suffix in (suffix for suffix in writers if suffix in output.formats):
        yield Entry(f"{book.path}.{suffix}", writers[suffix](book), "下级汇总", rows=len(book.tables[0].rows))


def loss_file(found: Losses, region: Region, library: Library, output: Output) -> Entry:
    """What a conversion loses and leaves empty, as a workbook."""
    from gwcat.render.workbook import WorkbookWriter

    book = loss_book(found, library, f"{region.name}目录改编为“{found.form}”样表的报告")
    data = WorkbookWriter(output.office, book.sheets, output.stamp, output.overfull).write(book, creator=region.government)
    return Entry(f"{book.path}.xlsx", data, "转换报告", rows=sum(len(table.rows) for table in book.tables))


def report_file(
    plan: Plan, region: Region, output: Output, findings: Sequence[Finding], summary: Summary, overview: Overview
) -> Entry:
    """The validation report as a page: counts by rule, unit and family, what the forms do not show, every finding, statistics."""
    title = f"{region.name}政务公开事项标准目录（{region.version}）校验报告"
    statistics = overview_section(overview, output.pages, level=3)
    values = page_values(findings, summary, title=title, base_date=region.base_date, unshown=plan.unshown, statistics=statistics)
    text = output.pages.text("report.html", **values)
    return Entry(f"{INTERNAL}/校验报告.html", text.encode("utf-8", "backslashreplace"), "校验报告")
