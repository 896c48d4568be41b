"""What `gwcat init` says: what was made, what is still open, what to do next."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from gwcat.base.shell import typed
from gwcat.base.width import pad, visible, width
from gwcat.report.summary import Summary


class Started(Protocol):
    """What is known of a new project."""

    name: str
    short_name: str
    level: str
    placeholder: str
    added: bool
    unchanged: bool
    written: list[str]
    kept: list[str]
    unignored: bool
    rows: list[tuple[str, str, int]]
    left: int
    summary: Summary


def started(result: Started, folder: str) -> str:
    """The summary; `folder` is the project as the user named it."""
    lines = _unchanged(result) if result.unchanged else _made(result, folder)
    return "\n".join(visible(line, keep="") for line in lines) + "\n"


def _unchanged(result: Started) -> Iterator[str]:
    yield f"没有变化：{result.name}已经建好了（catalogs/{result.short_name}/），没有写入任何文件。"


def _made(result: Started, folder: str) -> Iterator[str]:
    what, where = f"{result.name}（{result.level}）", "当前文件夹" if folder == "." else folder
    yield f"项目里加上了{what}：{where}" if result.added else f"已建立{what}的项目：{where}"
    yield ""
    yield from _contents(result)
    if result.kept:
        yield f"  原来就有、没有改动：{'、'.join(result.kept)}"
    if result.unignored:
        yield "  请在 .gitignore 里加上一行 /dist/，编译出来的材料不必进 git。"
    yield ""
    yield from _open(result)
    yield ""
    yield "接下来："
    steps = list(_steps(result, folder))
    room = max(width(command) for command, _ in steps) + 2
    yield from (f"  {pad(command, room)}{words}".rstrip() for command, words in steps)


def _contents(result: Started) -> Iterator[str]:
    """What lies where: the places of the files that were written, each with a word on it."""
    base = f"catalogs/{result.short_name}"
    items = sum(count for _, _, count in result.rows)
    reference = sum(path.startswith("catalogs/国家/") for path in result.written)
    known = [
        (f"{base}/region.yaml", "地区、单位、领域分工"),
        (f"{base}/<领域>/<单位>.yaml", f"{len(result.rows)} 个领域，采用国家参考的 {items} 个事项"),
        (f"{base}/采用记录.yaml", "以上事项登记为已经看过") if items else ("", ""),
        ("catalogs/国家/", f"国家参考，{reference} 个领域") if reference else ("", ""),
        ("schemas/", "供编辑器补全和检查"),
        (".vscode/", "编辑器设置"),
        (".github/workflows/gwcat.yml", "推送时校验，打标签时编译（GitHub）"),
        (".gitlab-ci.yml", "同上（GitLab）"),
        (".gitignore", "编译出来的材料不进 git"),
        (".gitattributes", "换行统一；git diff 把 XLSX、DOCX 当文字比较"),
        (_guide(result), "什么放在哪里，怎么改"),
    ]
    shown = [(path, words) for path, words in known if path and (path.startswith(f"{base}/") or _any(result.written, path))]
    room = max(width(path) for path, _ in shown) + 2
    yield from (f"  {pad(path, room)}{words}" for path, words in shown)


def _guide(result: Started) -> str:
    """Where the guide is: the project's README, or another file where that was there before."""
    return next((path for path in result.written if path.endswith("README.md")), "README.md")


def _any(written: list[str], path: str) -> bool:
    return any(name.startswith(path) for name in written)


def _open(result: Started) -> Iterator[str]:
    """What has to be looked at."""
    summary = result.summary
    yield f"校验{result.name}：{summary.errors} 个错误、{summary.warnings} 个警告" + (
        "（多是参考里尚未核实的要素，用 gwcat validate 逐条看）。" if summary.warnings else "。"
    )
    waiting = [domain for domain, leads, _ in result.rows if leads == result.placeholder]
    if waiting:
        words = f"{len(waiting)} 个领域" if len(waiting) > 1 else f"“{waiting[0]}”"
        yield f"{words}还没有牵头单位，记在“{result.placeholder}”名下；怎么改见 {_guide(result)}。"
    for domain, leads, _ in result.rows:
        if "、" in leads:
            yield f"“{domain}”有几个牵头单位（{leads}），目录先放在{leads.split('、')[0]}名下。"
    if empty := [domain for domain, _, count in result.rows if not count]:
        yield f"国家参考里没有{'、'.join(empty)}的事项，目录从空白写起。"
    if result.left:
        yield f"国家参考里另有 {result.left} 个事项只由别的层级公开，没有采用。"


def _steps(result: Started, folder: str) -> Iterator[tuple[str, str]]:
    if folder != ".":
        yield f"cd {'./' if folder.startswith('-') else ''}{typed(folder)}", ""
    yield "gwcat validate", "看还缺什么"
    yield f"gwcat build --county {typed(result.short_name)}", "编译备案材料"
    if _any(result.written, ".gitattributes"):
        yield 'git config diff.gwcat.textconv "gwcat textconv"', "git init 之后运行一次，git diff 就能比较 XLSX、DOCX"
    if not result.added:
        yield f"看 {_guide(result)}", "分工、事项怎么改"
