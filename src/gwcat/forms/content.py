"""What a region writes into an attachment: rows and values, judged by the style that shows them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, NamedTuple, NoReturn

from gwcat.base.errors import GwcatError
from gwcat.base.names import nearest
from gwcat.forms.attachment import SPAN, AttachmentStyle
from gwcat.forms.faults import MOST
from gwcat.forms.record import ITEM_KEYS

Path = tuple[str | int, ...]
ROWS, SAMPLES = "行", "示例"

Value = str | tuple[str, ...]
Where = Callable[[Path], str]
"""The place of a value of the content, as a user can find it."""


class Content(NamedTuple):
    """Values by their names, and rows; no rows were written if there are None. `samples` are items for a blank form."""

    values: Mapping[str, Value]
    rows: Sequence[Mapping[str, Value]] | None
    samples: Sequence[Mapping[str, Any]] = ()


def read_content(raw: object, style: AttachmentStyle, where: Where) -> Content:
    """The content that is written as a list of rows, or as values with the rows under 行, in a blank form items under 示例.

    Raises GwcatError, with its place and what was probably meant, for a name that the style does not show, for a value that
    it must have, and for whatever is neither text nor list of texts.
    """
    reader = _Reader(style, where)
    samples: list[Mapping[str, Any]] = []
    if style.kind == "样表" and isinstance(raw, dict) and SAMPLES in raw:
        samples = reader.samples(raw[SAMPLES])
        raw = {key: value for key, value in raw.items() if key != SAMPLES}
    if isinstance(raw, dict):
        values = reader.named({key: value for key, value in raw.items() if key != ROWS}, (), style.value_names, "值")
        rows = reader.rows(raw[ROWS], (ROWS,)) if raw.get(ROWS) else None
    elif raw in ("", None, []):
        values, rows = {}, None
    else:
        values, rows = {}, reader.rows(raw, ())
    reader.require(values, 0 if samples else 1)
    return Content(values, rows, samples)


class _Reader:
    def __init__(self, style: AttachmentStyle, where: Where) -> None:
        self._style, self._where = style, where

    def stop(self, message: str, path: Path, hint: str) -> NoReturn:
        raise GwcatError(f"附件“{self._style.name}”{message}。", place=self._where(path), hint=hint)

    def require(self, values: Mapping[str, Value], fewest: int) -> None:
        """Refuse values without those that the style must have, and a blank form with less than `fewest` blank rows."""
        for name in self._style.required:
            if name in self._style.value_names and not values.get(name):
                self.stop(f"没有写“{name}”", (), f"请在“内容”里补上“{name}: …”。")
        count = (values.get("空行") or "1") if self._style.kind == "样表" else "1"
        if not isinstance(count, str) or not count.isdecimal() or not fewest <= int(count) <= MOST:
            self.stop("的“空行”不是可以用的行数", ("空行",), f"请写成 {fewest} 到 {MOST} 的整数。")

    def samples(self, raw: object) -> list[Mapping[str, Any]]:
        """Items as in a catalogue, each with its 领域."""
        if not isinstance(raw, list):
            self.stop(f"的“{SAMPLES}”应写成列表", (SAMPLES,), "写法同目录里的“事项”，一个事项一条，以“- ”开头。")
        for number, item in enumerate(raw):
            path: Path = (SAMPLES, number)
            if not isinstance(item, dict):
                self.stop(f"的“{SAMPLES}”里有一条不是事项", path, "写法同目录里的“事项”，如 {名称: …, 公开内容: …}。")
            self._known(item, path, ITEM_KEYS, "要素")
        return raw

    def rows(self, raw: object, path: Path) -> list[Mapping[str, Value]]:
        """The rows of a list."""
        if self._style.kind != "列表":
            self.stop("没有可以写行的表", path, "请写成键值，如 内容: {键: 值}。")
        if not isinstance(raw, list):
            self.stop(f"的“{ROWS}”应写成列表", path, "一行一条，以“- ”开头。")
        return [self._row(row, (*path, number)) for number, row in enumerate(raw)]

    def _row(self, raw: object, path: Path) -> Mapping[str, Value]:
        if not isinstance(raw, dict):
            self.stop("的每一行应写成键值", path, f"写成 {{{self._some(self._style.row_names)}: …}}。")
        row = self.named(raw, path, {*self._style.row_names, SPAN}, "栏")
        if row.get(SPAN) and (others := sorted(set(row) - {SPAN})):
            self.stop(f"的通栏行里还写了“{others[0]}”", (*path, others[0]), "通栏行占满各列，请另起一行写它。")
        for name in self._style.required:
            if name in self._style.row_names and not row.get(SPAN) and not row.get(name):
                self.stop(f"有一行没有写“{name}”", path, f"请补上“{name}: …”。")
        return row

    def named(self, raw: Mapping[str, Any], path: Path, known: Collection[str], what: str) -> dict[str, Value]:
        """Texts and lists of texts by their names."""
        self._known(raw, path, known, what)
        return {name: self._value(value, (*path, name)) for name, value in raw.items()}

    def _known(self, raw: Mapping[str, Any], path: Path, known: Collection[str], what: str) -> None:
        for name in raw:
            if name not in known:
                near = nearest(name, known)
                hint = f"是否想写“{near}”？" if near else f"可以用：{'、'.join(sorted(known)) or '（无）'}。"
                self.stop(f"里没有“{name}”这个{what}", (*path, name), hint)

    def _value(self, value: object, path: Path) -> Value:
        if isinstance(value, str):
            return value
        if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
            self.stop(f"的“{path[-1]}”应写成文本，或一行一条的列表", path, "请检查冒号和缩进。")
        return tuple(value)

    def _some(self, known: Collection[str]) -> str:
        return sorted(known)[0] if known else "键"
