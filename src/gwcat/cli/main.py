"""The command `gwcat`. Each subcommand's module is loaded only when it runs."""

from __future__ import annotations

import gc
import importlib
import keyword
import os
import sys
from contextlib import suppress
from typing import Any

import click

from gwcat import __version__
from gwcat.base.errors import GwcatError, storage_error
from gwcat.cli import chinese
from gwcat.cli.common import complain, say_fault

# heading -> command -> what it does, in one line; the module of the command's name in this package holds it: - as _, and an
# underscore behind a name that Python keeps for itself
_GROUPS: dict[str, dict[str, str]] = {
    "编译和核对": {
        "init": "建立一个项目：地区、从国家参考采用的目录、校验流水线",
        "validate": "校验目录，一次列出所有问题",
        "build": "编译一个地区的备案材料",
        "verify": "核对备案材料是否完整、未被改动",
    },
    "编写": {
        "collect": "生成一个单位的填报表，供单位核对、改动、增减",
        "import": "导入退回的填报表和外来表格：只改动过的地方",
        "fmt": "整理源文件的写法：键的顺序、缩进、引号；注释和内容不变",
        "serve": "边改边看：目录源文件一保存，网页上的样表和问题随之更新",
        "lsp": "语言服务器：编辑器里边写边校验、改正、补全、跳转",
        "parse": "读公开时限、公开依据，说明读出了什么、规范的写法是什么",
        "rule": "解释校验规则",
        "schema": "写出 JSON Schema，供编辑器补全和检查",
    },
    "采用和对照": {
        "resolve": "展开采用的上级事项，登记上级的变化已经看过",
        "trace": "追查备案材料里的一格来自哪个文件哪一行",
        "coverage": "对照参考目录和权责清单：采用、调整、不采用、缺少了哪些",
        "convert": "改编成另一种样表，报告会损失什么",
    },
    "公开和审阅": {
        "calendar": "公开日历：哪一天该公开什么，有没有逾期",
        "selfcheck": "自查清单：网站的哪个栏目应当查到什么",
        "review": "审阅：哪些事项要看，登记单位已经确认",
        "flow": "画政务公开工作流程图：Word、SVG、PNG",
        "site": "生成可以检索的静态网站，供公众查阅",
        "stats": "统计事项：各领域、单位、层级、渠道、时限、依据位阶各有多少",
    },
    "版本": {
        "diff": "比较目录的两个版本：新增、取消、变更、更名、移动；写出调整材料",
        "log": "列出每次提交改了什么；一个事项从头到尾的变化",
        "merge-driver": "供 git 合并源文件：逐个事项、逐个要素",
        "textconv": "把 XLSX、DOCX 变成文字，供 git diff 使用",
    },
}
COMMANDS = {name: what for commands in _GROUPS.values() for name, what in commands.items()}

EXIT_CLEAN, EXIT_USAGE, EXIT_INTERNAL = 0, 2, 3


class _Commands(chinese.Group):
    """Subcommands by name; listing them loads none of them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The command of that name, its module loaded."""
        if name not in COMMANDS:
            return None
        module = name.replace("-", "_") + "_" * keyword.iskeyword(name)
        command: click.Command = importlib.import_module(f"gwcat.cli.{module}").command
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that a word stands for; an unknown one is a usage error that names the nearest."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            from gwcat.base.names import nearest

            near = nearest(name, COMMANDS)
            known = "、".join(COMMANDS)
            raise click.UsageError(f"没有“{name}”这个命令。" + (f"是否想用 {near}？" if near else f"可以用：{known}。"), ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """All commands by what they are for, from the table above, in one column."""
        longest = max(map(len, COMMANDS))
        for heading, commands in _GROUPS.items():
            with formatter.section(heading):
                formatter.write_dl([(name.ljust(longest), what) for name, what in commands.items()])


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help="政务公开事项标准目录的编译器：校验 YAML 源文件，编译成备案材料。",
    epilog="退出码：0 没有问题；1 有问题；2 用法或配置有误；3 读写失败或内部错误。",
    options_metavar="[选项]",
    subcommand_metavar="命令 [参数]…",
)
@click.version_option(__version__, "-V", "--version", prog_name="gwcat", message="%(prog)s %(version)s", help="显示版本。")
def cli() -> None:
    """The group itself does nothing."""


def main(args: list[str] | None = None) -> None:
    """Run a command line and exit with the contract's codes; no fault of a user ends in a traceback."""
    sys.exit(_ended(args))


def console() -> None:
    """The console script: like main, but the process ends without taking hundreds of thousands of objects apart first.

    It looks for cycles seldom: loading modules makes many objects that stay.
    """
    gc.set_threshold(200_000, 20, 20)
    os._exit(_ended(None))


def _ended(args: list[str] | None) -> int:
    """The exit code of a command line, after all that it said has been handed over."""
    _use_utf8()
    try:
        code = _run(args)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader of our output went away; it does not want the rest
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = EXIT_CLEAN
    except OSError as error:  # standard output goes to a full disk
        code = say_fault(storage_error(error, "输出").message, "", "", EXIT_INTERNAL)
    with suppress(OSError):
        sys.stderr.flush()
    return code


def _run(args: list[str] | None) -> int:
    try:
        outcome: Any = cli.main(args, prog_name="gwcat", standalone_mode=False)
    except click.exceptions.Abort:
        return say_fault("已中断。", "", "没有写入任何文件。", EXIT_INTERNAL)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return EXIT_USAGE
    except click.ClickException as error:
        usage = error.ctx.get_usage().rstrip() if isinstance(error, click.UsageError) and error.ctx else ""
        return say_fault(chinese.explain(error), usage, "加 --help 查看说明。", EXIT_USAGE)
    except GwcatError as error:
        return complain(error)
    except BrokenPipeError:
        raise
    except SystemExit:  # click's way of saying that the reader of our output went away
        return EXIT_CLEAN
    except OSError as error:
        fault = storage_error(error, "读写")
        return complain(fault)
    except MemoryError:
        return say_fault("内存不够。", "", "请关闭其他程序，或用 --domain、--unit 分几次编译。", EXIT_INTERNAL)
    except RecursionError:
        return say_fault("内容嵌套过深。", "", "请检查源文件和模板。", EXIT_INTERNAL)
    except Exception:  # a bug: say so, with what is needed to report it
        import traceback

        detail = traceback.format_exc()
        return say_fault(
            "gwcat 出现内部错误，这是程序的缺陷，不是您的操作有误。",
            "",
            f"请把下面的内容连同所用命令反馈给维护者：\n\n{detail}",
            EXIT_INTERNAL,
        )
    return outcome if isinstance(outcome, int) else EXIT_CLEAN


def _use_utf8() -> None:
    """Chinese output on every terminal and in every pipe, whatever the locale says; closed streams lead nowhere."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115  it lives as long as the process
        elif (stream.encoding or "").lower().replace("-", "") != "utf8" and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
