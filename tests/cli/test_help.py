"""Help, version and complaints about the command line: all in Chinese, all with the right exit code."""

from __future__ import annotations

import re

import pytest

from conftest import Run
from gwcat import __version__
from gwcat.base.width import width
from gwcat.cli.main import COMMANDS

# What may stand in Latin letters: names of commands, formats, files and programs.
_NAMES = {word for name in COMMANDS for word in name.split("-")} | {
    "git",
    "config",
    "gitattributes",
    "ics",
    "gwcat",
    "YAML",
    "JSON",
    "Schema",
    "XLSX",
    "DOCX",
    "DOC",
    "XLS",
    "ODS",
    "txt",
    "HTML",
    "CSV",
    "PDF",
    "BOM",
    "SVG",
    "PNG",
    "Excel",
    "Word",
    "xlsx",
    "docx",
    "html",
    "csv",
    "pdf",
    "svg",
    "png",
    "zip",
    "text",
    "concise",
    "json",
    "sarif",
    "github",
    "junit",
    "markdown",
    "deadline",
    "citation",
    "draft",
    "manifest",
    "catalogs",
    "dist",
    "schemas",
    "templates",
    "flows",
    "region",
    "yaml",
    "GW",
    "HEAD",
    "internal",
    "index",
    "Ctrl",
}
_ENGLISH = re.compile(
    r"(?i)\b(usage|options?|commands?|arguments?|error|try|show|this|message|exit|invalid|missing|such|no|for|help\.|unexpected|requires?|got|value)\b"
)


def words(text: str) -> set[str]:
    """Words in Latin letters that are no options and none of the names above."""
    plain = re.sub(r"(?<![\w-])--?[A-Za-z][\w-]*", "", text)
    return set(re.findall(r"[A-Za-z]{2,}", plain)) - _NAMES


def test_version(gwcat: Run) -> None:
    for option in ("--version", "-V"):
        done = gwcat(option)
        assert (done.returncode, done.stdout, done.stderr) == (0, f"gwcat {__version__}\n", "")


@pytest.mark.parametrize("arguments", [(), *((name,) for name in COMMANDS)], ids=["gwcat", *COMMANDS])
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help_is_chinese_and_fits_the_terminal(gwcat: Run, arguments: tuple[str, ...], option: str) -> None:
    done = gwcat(*arguments, option, env={"COLUMNS": "80"})
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("用法：gwcat")
    assert "选项：\n" in done.stdout
    assert "显示本说明。" in done.stdout
    assert words(done.stdout) == set()
    for line in done.stdout.splitlines():
        assert width(line) <= 80 + 2  # a closing sign may hang
        assert line == line.rstrip()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_explained(gwcat: Run, name: str) -> None:
    lines = gwcat(name, "--help", env={"COLUMNS": "100"}).stdout.split("选项：\n")[1].splitlines()
    text = "\n".join(lines)
    terms = [line for line in lines if re.match(r"  -", line)]
    assert terms
    for term in terms:
        explanation = re.split(r" {2,}", term.strip(), maxsplit=1)
        assert len(explanation) == 2 or re.search(re.escape(term) + r"\n {10,}\S", text)


@pytest.mark.parametrize("name", COMMANDS)
def test_explanations_stand_in_one_column(gwcat: Run, name: str) -> None:
    lines = gwcat(name, "--help", env={"COLUMNS": "100"}).stdout.split("选项：\n")[1].splitlines()
    starts = {width(line[: found.end()]) for line in lines if (found := re.match(r"  -.*?\S {2,}(?=\S)| {6,}(?=\S)", line))}
    assert len(starts) == 1


def test_the_list_of_commands(gwcat: Run) -> None:
    text = gwcat("--help").stdout
    for name, summary in COMMANDS.items():
        assert re.search(rf"^  {name} +{re.escape(summary)}$", text, re.MULTILINE)
    assert "退出码：0 没有问题；1 有问题；2 用法或配置有误；3 读写失败或内部错误。" in text


def test_nothing_typed_shows_the_help_as_a_fault_of_usage(gwcat: Run) -> None:
    done = gwcat()
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("用法：gwcat")


_COMPLAINTS: dict[str, tuple[tuple[str, ...], str]] = {
    "a number out of range": (("serve", "--port", "99999"), "应在 0 和 65535 之间"),
    "no number": (("serve", "--port", "x"), "应为整数"),
    "unknown command": (("valdate",), "没有“valdate”这个命令。是否想用 validate？"),
    "unknown command like none": (("甲",), "没有“甲”这个命令。可以用：init、validate、build、"),
    "unknown option": (("validate", "--formt", "json"), "没有 --formt 这个选项。是否想用 --format？"),
    "unknown option like none": (("rule", "--天气"), "没有 --天气 这个选项。"),
    "unknown short option": (("validate", "-x"), "没有 -x 这个选项。"),
    "unknown option of gwcat": (("--verson",), "没有 --verson 这个选项。是否想用 --version？"),
    "unknown choice": (
        ("validate", "--format", "xml"),
        "选项 --format 的值不对：可以用 text、concise、html、json、sarif、github、junit。",
    ),
    "value missing": (("validate", "--format"), "选项 --format 后面缺少值。"),
    "value too many": (("validate", "--quiet=3"), "选项 --quiet 后面不带值。"),
    "argument missing": (("verify",), "缺少参数 文件夹…。"),
    "argument too many": (("rule", "GW101", "GW102"), "多出的参数：GW102。"),
    "arguments too many": (("schema", "甲", "乙"), "多出的参数：甲 乙。"),
    "no whole number": (("build", "--jobs", "两个"), "选项 --jobs 的值不对：应为整数。"),
    "number too small": (("build", "--jobs", "0"), "选项 --jobs 的值不对：应为不小于 1 的整数。"),
}


@pytest.mark.parametrize(("arguments", "words_wanted"), _COMPLAINTS.values(), ids=_COMPLAINTS)
def test_complaints_about_the_command_line(gwcat: Run, arguments: tuple[str, ...], words_wanted: str) -> None:
    done = gwcat(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("错误：")
    assert words_wanted in done.stderr
    assert "--help" in done.stderr
    assert not _ENGLISH.search(re.sub(r"--?\w+", "", done.stderr))
