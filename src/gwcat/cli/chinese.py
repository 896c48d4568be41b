"""click's own words in Chinese: headings of help texts and complaints about options."""

from __future__ import annotations

import re

import click

_HEADINGS = {"Usage": "用法", "Options": "选项", "Commands": "命令", "Arguments": "参数"}


def install() -> None:
    """Make help texts use Chinese headings. Only the formatter's own words change."""
    formatter = click.HelpFormatter

    def write_usage(self: click.HelpFormatter, prog: str, args: str = "", prefix: str | None = None) -> None:
        original_usage(self, prog, args, prefix or "用法：")

    def write_heading(self: click.HelpFormatter, heading: str) -> None:
        original_heading(self, _HEADINGS.get(heading, heading))

    original_usage, original_heading = formatter.write_usage, formatter.write_heading
    if original_usage.__name__ == "write_usage" and not getattr(formatter, "_in_chinese", False):
        formatter.write_usage = write_usage  # type: ignore[method-assign]
        formatter.write_heading = write_heading  # type: ignore[method-assign]
        formatter._in_chinese = True  # type: ignore[attr-defined]


def explain(error: click.ClickException) -> str:
    """A complaint about the command line in Chinese."""
    if isinstance(error, click.NoSuchOption):
        near = f"是否想用 {'、'.join(error.possibilities)}？" if error.possibilities else ""
        return f"没有 {error.option_name} 这个选项。{near}"
    if isinstance(error, click.MissingParameter):
        return f"缺少{_name(error)}。"
    if isinstance(error, click.BadParameter):
        return f"{_name(error)}的值不对：{_values(error)}"
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.format_message()
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
    kind = "参数" if error.param.param_type_name == "argument" else "选项"
    return f"{kind} {error.param.opts[0] if kind == '选项' else error.param.make_metavar(error.ctx or click.Context(click.Command('gwcat')))}"


def _values(error: click.BadParameter) -> str:
    kind = error.param.type if error.param else None
    if isinstance(kind, click.Choice):
        return f"可以用 {'、'.join(map(str, kind.choices))}。"
    if isinstance(kind, click.IntRange):
        return "应为整数" + (f"，不小于 {kind.min}。" if kind.min is not None else "。")
    if isinstance(kind, click.Path):
        return "没有这个文件或文件夹。"
    return error.message
