"""Cell expressions: Jinja in a sandbox, over the keys of the source format.

Cells are text, not markup: they are escaped once, when they are written to a format.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from types import CodeType
from typing import Any

import jinja2
from jinja2 import StrictUndefined, Template, TemplateError, meta, nodes
from jinja2.sandbox import SandboxedEnvironment

from gwcat.base.compiled import compiled
from gwcat.base.errors import GwcatError
from gwcat.language import channel
from gwcat.model.catalogue import Channel

SEPARATOR = "\x1f"
# What evaluating an expression of a user's template may raise.
FAILURES = (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError)
_BOX = re.compile(r"□([^□\s]+)")


def numbered(entries: Sequence[str]) -> str:
    """Entries on lines of their own with `1. `, `2. ` …; a single entry, or a plain text, as it is."""
    if isinstance(entries, str):
        return entries
    return "\n".join(f"{n}. {entry}" for n, entry in enumerate(entries, 1)) if len(entries) > 1 else "".join(entries)


def lines(entries: Sequence[str]) -> str:
    """Entries on lines of their own; a plain text as it is."""
    return entries if isinstance(entries, str) else "\n".join(entries)


def joined(entries: Sequence[str], separator: str = "、") -> str:
    """Entries in one line; a plain text as it is."""
    return entries if isinstance(entries, str) else separator.join(entries)


def spread(text: str) -> str:
    """Two characters set as wide as three, as names and 组　长 are in lists."""
    return "\u3000".join(text) if len(text) == 2 else text


def tick(condition: object) -> str:
    """√ or nothing."""
    return "√" if condition else ""


def wordings(channels: Sequence[Channel]) -> str:
    """Channels in their own words, for forms that name platforms instead of ticking boxes."""
    return "、".join(found.wording or found.name for found in channels)


def ticked(channels: Sequence[Channel]) -> str:
    """Only the ticked boxes, one a line."""
    return "\n".join(f"■{_label(found)}" for found in channels)


def boxes(printed: str) -> Callable[[tuple[Channel, ...]], str]:
    """The filter that ticks boxes of the printed text (□政府网站 …): ■ for channels in use, with their own wording."""
    pieces = _BOX.split(printed.rstrip("\n"))  # text, option, text, option, …, text
    known = {option: n for n, option in enumerate(pieces) if n % 2}
    unticked = [f"□{piece}" if n % 2 else piece for n, piece in enumerate(pieces)]

    @lru_cache(maxsize=4096)
    def render(channels: tuple[Channel, ...]) -> str:
        wordings: dict[str, list[str]] = {}
        for found in channels:
            own = wordings.setdefault(channel.canonical(found.name) or found.name, [])
            own += [found.wording] if found.wording else []
        filled, extra = unticked.copy(), []
        for name, own in wordings.items():
            box = f"■{_label(Channel(name, '、'.join(own)))}"
            if name in known:
                filled[known[name]] = box
            else:
                extra.append(box)
        return "\n".join(["".join(filled), *extra])

    return render


def _label(found: Channel) -> str:
    if not found.wording:
        return found.name
    return f"{found.name}：{found.wording}" if found.name == channel.OTHER else f"{found.name}（{found.wording}）"


@cache
def _environment() -> SandboxedEnvironment:
    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=False, keep_trailing_newline=True)
    environment.filters.update(
        {
            "编号": numbered,
            "逐行": lines,
            "连写": joined,
            "撑开": spread,
            "勾": tick,
            "渠道写法": wordings,
            "勾选渠道": ticked,
        }
    )
    return environment


class Expressions:
    """The expressions of one row of a form, evaluated together: record in, one text for each expression out."""

    def __init__(self, sources: Sequence[str], *, form: str, box_text: str = "", kind: str = "样表") -> None:
        environment = _environment().overlay() if box_text else _environment()
        if box_text:
            environment.filters = {**environment.filters, "渠道框": boxes(box_text)}
        self._form, self._count = f"{kind}“{form}”", len(sources)
        key = f"row {jinja2.__version__}{SEPARATOR}{SEPARATOR.join(sources)}"
        try:
            names, code = compiled(key, lambda: _compile_row(sources, environment))
        except TemplateError as error:
            raise GwcatError(
                f"{self._form}里有一个写错的表达式：{error.message}。", hint="请检查 {{ }} 和过滤器的名称。"
            ) from error
        self.names: tuple[frozenset[str], ...] = tuple(map(frozenset, names))
        self._template = Template.from_code(environment, code, environment.make_globals(None))

    def __call__(self, record: dict[str, Any]) -> list[str]:
        """One text for each expression. Raises GwcatError for a name that the record does not have."""
        try:
            cells = self._render(record)
            if len(cells) != self._count:  # a value brought a separator along
                cells = self._render({key: _without_separator(value) for key, value in record.items()})
        except FAILURES as error:
            raise GwcatError(f"{self._form}的表达式算不出来：{error}。", hint="请检查表达式里的名称和过滤器。") from error
        return cells

    def _render(self, record: dict[str, Any]) -> list[str]:
        # A shared context sees the record as it is; Template.render would copy it twice for every row.
        context = self._template.new_context(record, shared=True)
        return "".join(self._template.root_render_func(context)).split(SEPARATOR)


def _compile_row(sources: Sequence[str], environment: SandboxedEnvironment) -> tuple[list[list[str]], CodeType]:
    """The names that each expression uses, and the code of one template that renders all, separators between them."""
    trees = [environment.parse(source) for source in sources]
    body: list[nodes.Node] = []
    for number, tree in enumerate(trees):
        body += [nodes.Output([nodes.TemplateData(SEPARATOR)])] if number else []
        body += tree.body
    row = nodes.Template(body, lineno=1)
    row.set_environment(environment)
    return [sorted(meta.find_undeclared_variables(tree)) for tree in trees], environment.compile(row)


def _without_separator(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace(SEPARATOR, "")
    if isinstance(value, tuple):
        parts = [_without_separator(part) for part in value]
        return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
    return value


@cache
def text_template(source: str) -> Template:
    """A template for titles and letters; rendering it may raise jinja2.TemplateError."""
    environment = _environment()
    code = compiled(f"text {jinja2.__version__}{SEPARATOR}{source}", lambda: environment.compile(source))
    return Template.from_code(environment, code, environment.make_globals(None))


def names_in(sources: Iterable[str], *, where: str) -> frozenset[str]:
    """The names that text templates use. Raises GwcatError, naming `where`, for one that is written wrong."""
    try:
        return frozenset(name for source in sources for name in meta.find_undeclared_variables(_environment().parse(source)))
    except TemplateError as error:
        raise GwcatError(f"{where}里有一个写错的表达式：{error.message}。", hint="请检查 {{ }} 和过滤器的名称。") from error


def fill(source: str, values: Mapping[str, Any], *, where: str) -> str:
    """A text template filled with values. Raises GwcatError, naming `where`, if it cannot be."""
    try:
        return str(text_template(source).render(values))
    except FAILURES as error:
        raise GwcatError(f"{where}里有一个算不出来的表达式：{error}。", hint="请检查 {{ }} 里的名称。") from error
