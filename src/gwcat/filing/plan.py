"""Which books a package holds: one for each domain, one for each unit, and the combined catalogue."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from gwcat.base.names import safe_name
from gwcat.document.table import Book, Link, Table
from gwcat.filing.chosen import chosen
from gwcat.filing.selection import Selection
from gwcat.forms.expressions import fill
from gwcat.forms.layout import lay_out
from gwcat.forms.library import Library
from gwcat.forms.omission import omitted, shown_keys
from gwcat.forms.record import records
from gwcat.model.catalogue import Item
from gwcat.model.region import Region
from gwcat.source.loading import CatalogueFile, LoadedRegion

PUBLIC, INTERNAL = "public", "internal"
COMBINED = "总目录"


@dataclass(eq=False)
class Chapter:
    """One domain's items as they are filed together: their files and their table."""

    domain: str
    entries: list[CatalogueFile]
    table: Table

    @cached_property
    def listed(self) -> list[Item]:
        """The items that the table lists; a form may leave some out."""
        items = [item for entry in self.entries for item in entry.catalogue.items]
        return [items[position] for position in dict.fromkeys(self.table.origins)]

    @property
    def items(self) -> int:
        """How many items the chapter lists."""
        return len(self.listed)


@dataclass(eq=False)
class Plan:
    """All books of a package, the chapters that they are made of, and what the forms have no column for."""

    books: list[Book] = field(default_factory=list)
    chapters: dict[int, Chapter] = field(default_factory=dict)  # by id of the table
    domains: list[Chapter] = field(default_factory=list)
    unshown: dict[tuple[str, str], int] = field(default_factory=dict)  # (form, key) -> items that have it

    def chapters_of(self, book: Book) -> list[Chapter]:
        """The chapters of a book."""
        return [self.chapters[id(table)] for table in book.tables]


def plan_package(loaded: LoadedRegion, library: Library, selection: Selection) -> Plan:
    """The books of a region's package. Raises GwcatError for a form that does not exist or cannot show an item."""
    return _Planner(loaded.region, library, selection).plan(chosen(loaded, selection))


class _Planner:
    """Makes the rows of each table once, however many books hold it."""

    def __init__(self, region: Region, library: Library, selection: Selection) -> None:
        self._region, self._library, self._selection = region, library, selection
        self._plan = Plan()
        self._tables: dict[tuple[str, ...], Table] = {}
        self._paths: set[str] = set()

    def plan(self, entries: Sequence[CatalogueFile]) -> Plan:
        """All books of the entries: the combined one, then by domain, then by unit."""
        plan = self._plan
        self._count_unshown(entries)
        for domain, group in _grouped(entries, lambda entry: entry.catalogue.domain).items():
            chapters = self._chapters(domain, group, self._region.name)
            plan.domains += chapters
            self._add("分领域", domain, chapters[0].table.title, chapters)
        by_unit = _grouped(entries, lambda entry: entry.catalogue.unit)
        order = {unit.name: number for number, unit in enumerate(self._region.units)}
        for name in sorted(by_unit, key=lambda unit: (order.get(unit, len(order)), unit)):
            unit = self._region.unit(name)
            title = (unit.full_name if unit else "") or name
            groups = _grouped(by_unit[name], lambda entry: entry.catalogue.domain)
            chapters = [chapter for domain, group in groups.items() for chapter in self._chapters(domain, group, title)]
            self._add("分单位", name, f"{title}政务公开事项标准目录", chapters)
        for form in () if self._selection.form else self._region.more_forms:
            self._add_form(form, entries)
        if plan.domains:
            title = f"{self._region.name}政务公开事项标准目录"
            tables = [chapter.table for chapter in plan.domains]
            plan.books.insert(0, Book(f"{PUBLIC}/{COMBINED}", title, tables, self._index(title)))
        return plan

    def _add_form(self, form: str, entries: Sequence[CatalogueFile]) -> None:
        """A book of everything in one more form."""
        groups = _grouped(entries, lambda entry: entry.catalogue.domain)
        chapters = [
            chapter for domain, group in groups.items() for chapter in self._chapters(domain, group, self._region.name, form)
        ]
        self._add("其他样表", form, f"{self._region.name}{form}", chapters)

    def _add(self, folder: str, name: str, title: str, chapters: Sequence[Chapter]) -> None:
        """Add a book; names that become the same file name, also without regard to case, get numbers."""
        path, number = f"{PUBLIC}/{folder}/{safe_name(name)}", 2
        while path.casefold() in self._paths:
            path, number = f"{PUBLIC}/{folder}/{safe_name(name)}({number})", number + 1
        self._paths.add(path.casefold())
        self._plan.books.append(Book(path, title, [chapter.table for chapter in chapters]))

    def _chapters(self, domain: str, entries: Sequence[CatalogueFile], place: str, form_name: str = "") -> list[Chapter]:
        """One chapter for each form that the entries of a domain use, or for the given one. `place` stands in the titles."""
        chapters: list[Chapter] = []
        groups = {form_name: entries} if form_name else _grouped(entries, self._form_name)
        for form_name, group in groups.items():
            form = self._library.form(form_name)
            units = "、".join(dict.fromkeys(entry.catalogue.unit for entry in group))
            version = group[0].catalogue.version or self._region.version
            values = {"地区": self._region.name, "领域": domain, "单位": units, "版本": version}
            key = (form_name, *(entry.file.path for entry in group))
            table = self._tables.get(key)
            if table is None:
                rows = records(entry.catalogue for entry in group)
                name = domain if not chapters else f"{domain}-{form_name}"
                table = self._tables[key] = lay_out(form, rows, name=name, values=values)
            title = fill(form.title, {**values, "地区": place}, where=f"样表“{form.name}”的标题")
            if title != table.title:
                table = self._tables.setdefault((*key, title), replace(table, title=title))
            chapters.append(self._plan.chapters.setdefault(id(table), Chapter(domain, list(group), table)))
        return chapters

    def _form_name(self, entry: CatalogueFile) -> str:
        return self._selection.form or entry.catalogue.form or self._region.form

    def _index(self, title: str) -> Table:
        form = self._library.document_form(COMBINED)
        rows = [
            {
                "领域": chapter.table.name,
                "责任单位": list(dict.fromkeys(entry.catalogue.unit for entry in chapter.entries)),
                "事项数": chapter.items,
            }
            for chapter in self._plan.domains
        ]
        table = lay_out(form, rows, name="目录", values={"标题": title, "地区": self._region.name, "版本": self._region.version})
        column = next((n for n, column in enumerate(form.columns) if "领域" in column.names), None)
        if column is not None:
            table.links = [Link(n, column, chapter.table.name) for n, chapter in enumerate(self._plan.domains)]
        return table

    def _count_unshown(self, entries: Iterable[CatalogueFile]) -> None:
        """Count what the items say and the form has no column for, and the items that it does not list."""
        counts = self._plan.unshown
        for entry in entries:
            form = self._library.form(self._form_name(entry))
            shown = shown_keys(form)
            for item in entry.catalogue.items:
                for key in omitted(entry.catalogue, item, form, shown):
                    counts[form.name, key] = counts.get((form.name, key), 0) + 1


def _grouped(entries: Iterable[CatalogueFile], key: Callable[[CatalogueFile], str]) -> dict[str, list[CatalogueFile]]:
    groups: dict[str, list[CatalogueFile]] = {}
    for entry in entries:
        groups.setdefault(key(entry), []).append(entry)
    return groups
