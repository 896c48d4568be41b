"""click in Chinese: help texts aligned by display width, complaints about options."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import click

from gwcat.base.width import pad, width


class Formatter(click.HelpFormatter):
    """Help texts with Chinese headings; two columns aligned and wrapped by display width."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The line that shows how a command is called."""
        self.write(f"{prefix or '用法：'}{prog} {args}\n".rstrip() + "\n")

    def write_heading(self, heading: str) -> None:
        """A heading above a section."""
        self.write(f"{'选项' if heading == 'Options' else heading}：\n")

    def write_text(self, text: str) -> None:
        """Paragraphs, empty lines between them."""
        room, indent = self.width - self.current_indent, " " * self.current_indent
        paragraphs = [_wrapped(paragraph, room) for paragraph in re.split(r"\n\s*\n", text.strip())]
        self.write("\n\n".join("\n".join(f"{indent}{line}".rstrip() for line in lines) for lines in paragraphs) + "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Terms and their explanations."""
        rows = list(rows)
        first = min(max(width(term) for term, _ in rows), col_max) + col_spacing
        indent = " " * self.current_indent
        for term, explanation in rows:
            lines = _wrapped(explanation, max(20, self.width - first - self.current_indent))
            head = (
                f"{indent}{pad(term, first)}" if width(term) <= first - col_spacing else f"{indent}{term}\n{indent}{' ' * first}"
            )
            self.write((head + f"\n{indent}{' ' * first}".join(lines)).rstrip() + "\n")


class Context(click.Context):
    """A context whose help is written by our formatter."""

    formatter_class = Formatter


class Command(click.Command):
    """A command with Chinese help."""

    context_class = Context

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option --help, explained in Chinese."""
        return _in_chinese(super().get_help_option(ctx))


class Group(click.Group):
    """A group with Chinese help."""

    context_class = Context

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option --help, explained in Chinese."""
        return _in_chinese(super().get_help_option(ctx))


def command(function: Callable[..., int]) -> Command:
    """A function as one of our commands; its docstring is the help text, what it returns the exit code."""
    return click.command(cls=Command, options_metavar="[选项]")(function)


def _in_chinese(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = "显示本说明。"
    return option


def _wrapped(text: str, room: int) -> list[str]:
    """Lines of at most `room` columns; words and numbers are kept whole where they fit."""
    lines = [""]
    for token in re.findall(r"[\x21-\x7e]+|.", " ".join(text.split())):
        if width(lines[-1]) + width(token) > room and lines[-1]:
            if token in "，。；：、）？！”":  # closing signs hang at the end of the line
                lines[-1] += token
                continue
            lines.append("")
        if token != " " or lines[-1]:
            lines[-1] += token
    return [line.rstrip() for line in lines]


def explain(error: click.ClickException) -> str:
    """A complaint about the command line in Chinese."""
    if isinstance(error, click.NoSuchOption):
        near = f"是否想用 {'、'.join(error.possibilities)}？" if error.possibilities else ""
        return f"没有 {error.option_name} 这个选项。{near}"
    if isinstance(error, click.MissingParameter):
        return f"缺少{_name(error)}。"
    if isinstance(error, click.BadParameter):
        return f"{_name(error)}的值不对：{_values(error)}"
    message = error.format_message()
    if found := re.match(r"Got unexpected extra arguments? \((.*)\)", message):
        return f"多出的参数：{found[1]}。"
    if found := re.match(r"Option '(.*)' requires (?:an argument|\d+ arguments)", message):
        return f"选项 {found[1]} 后面缺少值。"
    if "Missing command" in message:
        return "没有写命令。"
    if found := re.match(r"Option '(.*)' does not take a value", message):
        return f"选项 {found[1]} 后面不带值。"
    return message


def _name(error: click.BadParameter) -> str:
    if error.param is None:
        return "参数"
    if isinstance(error.param, click.Argument):
        return f"参数 {error.param.make_metavar(error.ctx or click.Context(click.Command('gwcat')))}"
    return f"选项 {error.param.opts[0]} "


def _values(error: click.BadParameter) -> str:
    kind = error.param.type if error.param else None
    if isinstance(kind, click.Choice):
        return f"可以用 {'、'.join(map(str, kind.choices))}。"
    if kind is click.INT and "应为" not in error.message:
        return "应为整数。"
    if isinstance(kind, click.IntRange) and "not in the range" in error.message:
        return f"应不小于 {kind.min}。" if kind.max is None else f"应在 {kind.min} 和 {kind.max} 之间。"
    if isinstance(kind, click.IntRange):
        return "应为整数。"
    if isinstance(kind, click.Path):
        return "没有这个文件或文件夹。"
    return error.message
