"""`gwcat lsp`: the language server that editors start."""

from __future__ import annotations

import sys
from importlib.util import find_spec

import click

from gwcat.base.errors import GwcatError
from gwcat.cli.chinese import command as command_line


@command_line
@click.option("--stdio", is_flag=True, help="经标准输入输出与编辑器通信；缺省就是这样。")
def command(stdio: bool) -> int:
    """供编辑器使用的语言服务器：边写边校验，一键改正，补全，悬停说明，跳到上级事项和单位，整理写法。

    由编辑器启动，不在终端里直接运行；要用的程序库没有安装的，会说明怎样安装。
    """
    if find_spec("pygls") is None:
        hint = "请运行 pip install 'gwcat[lsp]'，再重新启动编辑器。"
        raise GwcatError("语言服务器要用的 pygls 没有安装。", hint=hint)
    if sys.stdin is None or sys.stdin.isatty():
        raise click.UsageError("gwcat lsp 由编辑器启动，不在终端里直接运行；设置方法见 docs/editor.md。")
    from gwcat.editor.server import serve

    serve()
    return 0
