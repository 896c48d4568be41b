"""Where what is named at a place is written."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol import types

from gwcat.base.errors import GwcatError
from gwcat.base.names import fold
from gwcat.editor.above import named
from gwcat.editor.cursor import Under, under
from gwcat.editor.desk import Desk, Sheet, View, address
from gwcat.editor.hover import UNIT_KEYS
from gwcat.model.finding import DataPath
from gwcat.source.file import SourceFile
from gwcat.source.layout import CATALOGS, REGION_FILE
from gwcat.source.loading import ATTACHMENTS

_FORM_KEYS = ("样表", "兼用样表")


def definition(desk: Desk, sheet: Sheet, position: types.Position) -> list[types.Location]:
    """The items, units, forms and files that the value at a place names; none if it names nothing that is there."""
    here = under(sheet.file, sheet.text.offset(position)) if sheet.file.readable else None
    view = desk.view(sheet)
    if here is None or view is None:
        return []
    return list(_template(view, here)) or [_location(desk, view, file, path) for file, path in _targets(view, sheet, here)]


def _targets(view: View, sheet: Sheet, here: Under) -> Iterator[tuple[SourceFile, DataPath]]:
    names, value = here.names, here.value
    if (above := named(view, sheet.path, names, value)) is not None:
        yield above.origin.file, (*above.origin.path, "编号")
    elif names in (("采用",), ("采用", "区域")):
        yield from _adopted(view, sheet.path)
    elif here.on_key or not isinstance(value, str):
        return
    elif (names[-1] in UNIT_KEYS and names[0] != "附件") or names[:1] == ("主体对应",):
        yield from _rows(view, "单位", ("名称", "全称"), value)
    elif names == ("领域",):
        yield from _rows(view, "领域分工", ("领域",), value)
    elif names == ("下级",):
        yield from _region(view, value)
    elif names[-2:] == ("内容", "文件") and value in view.checked.loaded.contents:
        yield view.checked.loaded.contents[value], ()


def _adopted(view: View, path: str) -> Iterator[tuple[SourceFile, DataPath]]:
    """The catalogues that a file adopts from."""
    adopted = view.checked.loaded.adoptions.get(path)
    files = {outcome.source.file.path: outcome.source.file for outcome in adopted.outcomes} if adopted else {}
    yield from ((file, ("领域",)) for file in files.values())


def _rows(view: View, key: str, names: tuple[str, ...], value: str) -> Iterator[tuple[SourceFile, DataPath]]:
    """The entry of the region file that has that name."""
    file = view.checked.loaded.region_file
    rows = file.tree.get(key)
    for number, row in enumerate(rows if isinstance(rows, list) else ()):
        for name in names if isinstance(row, dict) else ():
            if isinstance(row.get(name), str) and fold(row[name]) == fold(value):
                yield file, (key, number, name)
                return


def _region(view: View, name: str) -> Iterator[tuple[SourceFile, DataPath]]:
    try:
        path = f"{CATALOGS}/{view.workspace.resolve(name)}/{REGION_FILE}"
    except GwcatError:
        return
    yield view.workspace.file(path), ("名称",)


def _template(view: View, here: Under) -> Iterator[types.Location]:
    """The file of a form or of a style of attachments."""
    names, value = here.names, here.value
    if here.on_key or not isinstance(value, str) or not names:
        return
    paths = (
        view.library.form_paths if names[-1] in _FORM_KEYS
        else view.library.attachment_paths if names == (ATTACHMENTS, "样式")
        else {}
    )  # fmt: skip
    if value in paths:
        start = types.Position(0, 0)
        yield types.Location(address(paths[value]), types.Range(start, start))


def _location(desk: Desk, view: View, file: SourceFile, path: DataPath) -> types.Location:
    uri, text = desk.text(view.workspace.root, file)
    return types.Location(uri, text.of_place(file.place(path) if path else file.span(0, 0)))
