"""The forms around the catalogues that a region lists under 附件: what they hold, and where they are filed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from gwcat.base.errors import GwcatError
from gwcat.base.names import safe_name
from gwcat.document.table import Document, Table
from gwcat.forms.attachment import AttachmentStyle
from gwcat.forms.content import Content, Path, Where, read_content
from gwcat.forms.definition import Form
from gwcat.forms.library import Library
from gwcat.forms.sheet import lay_out_attachment
from gwcat.model.region import Attachment, Region, Unit
from gwcat.source.file import SourceFile
from gwcat.source.loading import LoadedRegion

FOLDER = "附件"


class Paper(NamedTuple):
    """One attachment; `path` is where its files go below the internal folder, without suffix."""

    path: str
    table: Table
    sources: tuple[str, ...]

    @property
    def title(self) -> str:
        """The title in one line."""
        return self.table.title.replace("\n", "")

    @property
    def document(self) -> Document:
        """The attachment as a document of its own."""
        return Document(self.title, self.table.page, self.table.blocks)


def plan_attachments(loaded: LoadedRegion, library: Library) -> list[Paper]:
    """Every attachment of a region.

    Raises GwcatError, with the place in the region's files, for a style that does not exist and for contents that it cannot
    show. An attachment whose file could not be read is left out: a finding has told so.
    """
    planner = _Planner(loaded, library)
    return [paper for number, attachment in enumerate(loaded.region.attachments) for paper in planner.papers(number, attachment)]


class _Planner:
    def __init__(self, loaded: LoadedRegion, library: Library) -> None:
        self._loaded, self._library = loaded, library
        self._values = _values(loaded.region)
        self._paths: set[str] = set()

    def papers(self, number: int, attachment: Attachment) -> Iterator[Paper]:
        """The attachment, once or once for each unit."""
        if not attachment.style or (attachment.file and not self._readable(attachment)):
            return
        path: Path = ("附件", number)
        try:
            yield from self._papers(attachment, path)
        except GwcatError as error:
            error.place = error.place or _place(self._loaded.region_file, (*path, "样式"))
            raise

    def _papers(self, attachment: Attachment, path: Path) -> Iterator[Paper]:
        style = self._library.attachment(attachment.style)
        where = self._where(attachment, path)
        content = read_content(self._written(attachment, path), style, where)
        if not self._each_unit(attachment, path):
            table = self._table(attachment, style, content, where, {})
            yield self._paper(attachment, table, _joined(attachment.mark, table.title.replace("\n", "")))
            return
        for unit in self._loaded.region.units:
            table = self._table(attachment, style, content, where, {"单位": unit.full_name or unit.name})
            yield self._paper(attachment, table, f"{attachment.mark}{style.name}", unit)

    def _table(
        self, attachment: Attachment, style: AttachmentStyle, content: Content, where: Where, more: Mapping[str, str]
    ) -> Table:
        return lay_out_attachment(
            style,
            content,
            {**self._values, **more},
            lambda name: self._form(name, where),
            default=self._default(style),
            mark=attachment.mark,
            title=attachment.title,
        )

    def _paper(self, attachment: Attachment, table: Table, name: str, unit: Unit | None = None) -> Paper:
        """A paper at a path of its own: names that become the same file name, also without regard to case, get numbers."""
        base = "/".join((FOLDER, safe_name(name), *([safe_name(unit.name)] if unit else [])))
        path, number = base, 2
        while path.casefold() in self._paths:
            path, number = f"{base}({number})", number + 1
        self._paths.add(path.casefold())
        files = [self._loaded.region_file, *([self._loaded.contents[attachment.file]] if attachment.file else [])]
        return Paper(path, table, tuple(file.path for file in files))

    def _form(self, name: str, where: Where) -> Form:
        try:
            return self._library.form(name)
        except GwcatError as error:
            error.place = error.place or where(("样表",))
            raise

    def _written(self, attachment: Attachment, path: Path) -> object:
        """The content as it is written in the region file or in the file that it names."""
        if not attachment.file:
            return attachment.content
        if isinstance(attachment.content, dict) and len(attachment.content) > 1:
            message = f"附件“{attachment.style}”的“内容”写了“文件”，又写了别的。"
            raise GwcatError(message, place=_place(self._loaded.region_file, (*path, "内容")), hint="请都写到文件里去。")
        return self._loaded.contents[attachment.file].tree

    def _where(self, attachment: Attachment, path: Path) -> Where:
        """The places of the content's parts."""
        if attachment.file:
            return lambda inner: _place(self._loaded.contents[attachment.file], inner)
        return lambda inner: _place(self._loaded.region_file, (*path, "内容", *inner))

    def _default(self, style: AttachmentStyle) -> list[Mapping[str, Any]]:
        """The entries of the region file that stand in a list without content."""
        entries = self._loaded.region_file.tree.get(style.rows) if isinstance(style.rows, str) else None
        return [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []

    def _each_unit(self, attachment: Attachment, path: Path) -> bool:
        if attachment.each_unit in ("是", "否", ""):
            return attachment.each_unit == "是"
        place = _place(self._loaded.region_file, (*path, "每单位一份"))
        raise GwcatError(f"“每单位一份”写的是“{attachment.each_unit}”。", place=place, hint="请写“是”或“否”。")

    def _readable(self, attachment: Attachment) -> bool:
        file = self._loaded.contents.get(attachment.file)
        return file is not None and file.readable


def _joined(mark: str, title: str) -> str:
    """Mark and title as one name; a number behind a number (附件1, 26个试点领域…) is kept apart."""
    return f"{mark}{'-' if mark[-1:].isdigit() and title[:1].isdigit() else ''}{title}"


def _place(file: SourceFile, path: Path) -> str:
    place = file.place(path)
    return f"{place.path}:{place.line}:{place.column}"


def _values(region: Region) -> dict[str, str]:
    """What the texts of a style may name besides the content."""
    return {
        "地区": region.name,
        "简称": region.short_name,
        "政府": region.government,
        "上级": region.parent,
        "版本": region.version,
        "样表": region.form,
        "领域数": str(len(region.domains) or ""),
        "单位": "",
    }
