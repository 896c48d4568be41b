"""领域分工表: a simple table of 领域 and 单位, as an office saves it from Excel, to who leads which domain."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from gwcat.base.errors import GwcatError, storage_error
from gwcat.base.names import fold

_SIZE_LIMIT = 1024 * 1024
_OFFICE = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_SAVE = "请在 Excel 里另存为 CSV，第一行写“领域,单位”。"
_DOMAIN = ("领域", "具体领域", "领域名称", "试点领域")
_UNIT = ("单位", "牵头单位", "责任单位", "主体责任单位", "主体单位", "牵头部门", "责任部门")
_GROUP = re.compile(r"^(各|有关|相关)")


@dataclass(frozen=True, slots=True)
class Share:
    """A domain, the units that lead it, and groups of units (各乡镇（场）) named beside them; `line` is where it stands."""

    domain: str
    units: tuple[str, ...]
    groups: tuple[str, ...]
    line: int


def read_division(path: Path) -> list[Share]:
    """The shares of a table, several domains of a row apart. Raises GwcatError for what cannot be read as a table."""
    rows = list(_rows(path, _text(path)))
    if not rows:
        raise GwcatError("领域分工表是空的。", place=str(path), hint=_SAVE)
    (domain_at, unit_at), body = _columns(rows)
    shares: list[Share] = []
    domains: list[str] = []
    for line, cells in body:
        cells = [*cells, *[""] * (max(domain_at, unit_at) + 1 - len(cells))]
        domains = _names(cells[domain_at]) or domains  # below a merged cell the domain is blank
        if not domains:
            raise GwcatError("领域分工表的这一行没有写领域。", place=f"{path}:{line}", hint=_SAVE)
        names = _names(cells[unit_at])
        units = tuple(name for name in names if not _GROUP.match(name))
        groups = tuple(name for name in names if _GROUP.match(name))
        shares += [Share(domain, units, groups, line) for domain in domains]
    return list(_merged(shares))


def _text(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            data = stream.read(_SIZE_LIMIT + 1)
    except OSError as error:
        raise storage_error(error, "读取领域分工表") from error
    if data.startswith(_OFFICE):
        raise GwcatError("领域分工表是 Office 文档，不是 CSV。", place=str(path), hint=_SAVE)
    if len(data) > _SIZE_LIMIT:
        raise GwcatError("领域分工表超过 1 MiB。", place=str(path), hint=_SAVE)
    for encoding in ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise GwcatError("领域分工表的编码不认识。", place=str(path), hint="请另存为 UTF-8 编码的 CSV。")


def _rows(path: Path, text: str) -> Iterator[tuple[int, list[str]]]:
    """Rows that are not blank, with their line numbers; cells stand between tabs or commas."""
    reader = csv.reader(text.splitlines(keepends=True), delimiter="\t" if "\t" in text else ",")
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, cells
    except csv.Error as error:
        raise GwcatError("领域分工表不是正确的 CSV。", place=f"{path}:{reader.line_num}", hint=_SAVE) from error


def _columns(rows: Sequence[tuple[int, list[str]]]) -> tuple[tuple[int, int], Sequence[tuple[int, list[str]]]]:
    """Where 领域 and 单位 stand, and the rows below the heading; without a heading they are the first two columns."""
    for number, (_, cells) in enumerate(rows[:5]):
        heads = [fold(cell) for cell in cells]
        domain = next((at for at, head in enumerate(heads) if head in _DOMAIN), None)
        unit = next((at for at, head in enumerate(heads) if head in _UNIT), None)
        if domain is not None and unit is not None:
            return (domain, unit), rows[number + 1 :]
    return (0, 1), rows


def _names(cell: str) -> list[str]:
    """`县住建局、县城管局，各乡镇（场）` as three names; commas inside brackets part nothing."""
    parts = re.split(r"[、，,；;\n](?![^（(]*[）)])", cell)
    return list(dict.fromkeys(name for part in parts if (name := " ".join(part.split()))))


def _merged(shares: Sequence[Share]) -> Iterator[Share]:
    """Rows of the same domain as one."""
    by_domain: dict[str, Share] = {}
    for share in shares:
        first = by_domain.get(fold(share.domain), Share(share.domain, (), (), share.line))
        units = tuple(dict.fromkeys((*first.units, *share.units)))
        by_domain[fold(share.domain)] = Share(
            first.domain, units, tuple(dict.fromkeys((*first.groups, *share.groups))), first.line
        )
    yield from by_domain.values()
