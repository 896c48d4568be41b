"""gwcat's comparison against csv-diff on the same tables, and the time that a long history takes.

    python bench/diff.py                     # 2,000 and 20,000 items, three rounds
    python bench/diff.py --sizes 200000 --alone
    python bench/diff.py --history 200       # `gwcat log` over so many revisions

Both programs read the same two CSV files in a process of their own; csv-diff pairs rows by 编号 alone and compares cells as
wholes, gwcat also finds what was renamed, moved, or lost its 编号, and looks inside lists and texts. User CPU time is
compared, medians of the rounds; 5 % of the items differ.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FIELDS = ("编号", "领域", "单位", "一级事项", "二级事项", "公开内容", "公开依据", "公开时限", "公开主体", "公开渠道", "备注")
DOMAINS = ("社会救助", "养老服务", "就业", "社会保险", "户籍管理", "税收管理", "义务教育", "扶贫", "救灾", "食品药品监管")
WORDS = "政策法规文件审核信息办事指南公开标准资金分配结果名单监督检查年度计划实施方案评估报告申请条件办理流程联系方式投诉举报"
Row = dict[str, str]


def made_up(count: int) -> list[Row]:
    """Items whose texts are as long as real ones; nothing in them may be quoted."""
    dice = random.Random(7)

    def phrase(length: int) -> str:
        return "".join(dice.choices(WORDS, k=length))

    rows = []
    for number in range(count):
        domain = DOMAINS[number * len(DOMAINS) // count]
        rows.append(
            {
                "编号": f"{domain}-{number:06}",
                "领域": domain,
                "单位": f"单位{number * 40 // count:02}",
                "一级事项": phrase(6),
                "二级事项": phrase(12),
                "公开内容": "\n".join(phrase(16) for _ in range(4)),
                "公开依据": "\n".join(
                    f"《{phrase(14)}》（国发〔20{dice.randrange(10, 24)}〕{dice.randrange(1, 99)}号）" for _ in range(2)
                ),
                "公开时限": f"自信息形成或者变更之日起{dice.randrange(3, 21)}个工作日内",
                "公开主体": f"单位{number * 40 // count:02}",
                "公开渠道": "政府网站\n公开查阅点",
                "备注": "",
            }
        )
    return rows


def changed(rows: list[Row]) -> list[Row]:
    """The rows with every twentieth changed: edited, renamed, moved, renumbered, taken out, or put in beside it."""
    found: list[Row] = []
    for number, row in enumerate(rows):
        if number % 20:
            found.append(row)
            continue
        what = number // 20 % 6
        new = dict(row)
        if what == 0:
            new["公开时限"] = "即时公开"
        elif what == 1:
            new["二级事项"] += "（试行）"
        elif what == 2:
            new["单位"] = "单位99"
        elif what == 3:
            new["编号"] += "-改"
            new["二级事项"] += "情况"
        elif what == 4:
            continue
        else:
            found.append({**row, "编号": f"新-{number}", "二级事项": f"新增{number}", "公开内容": f"新增的内容{number}"})
            new["公开渠道"] = "政府网站\n政府公报"
        found.append(new)
    return found


def write(path: Path, rows: list[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, FIELDS)
        writer.writeheader()
        writer.writerows(rows)


# The workers: what each program does with the two files.


def by_gwcat(old: Path, new: Path) -> dict[str, int]:
    from collections import Counter

    from gwcat.base.memory import without_collection
    from gwcat.compare.diff import diff
    from gwcat.model.state import Entry, Home, State

    def state(path: Path) -> State:
        with path.open(encoding="utf-8", newline="") as stream:
            return State.of(entry(row) for row in csv.DictReader(stream))

    def entry(row: Row) -> Entry:
        values: dict[str, Any] = {key: text.split("\n") if "\n" in text else text for key, text in row.items() if text}
        return Entry(Home(values.pop("领域"), values.pop("单位")), values)

    with without_collection():
        return dict(Counter(change.kind for change in diff(state(old), state(new))))


def by_csv_diff(old: Path, new: Path) -> dict[str, int]:
    from csv_diff import compare, load_csv  # type: ignore[import-untyped, unused-ignore]

    with old.open(encoding="utf-8", newline="") as one, new.open(encoding="utf-8", newline="") as other:
        found = compare(load_csv(one, key="编号"), load_csv(other, key="编号"))
    return {key: len(found[key]) for key in ("added", "removed", "changed")}


WORKERS = {"gwcat": by_gwcat, "csv-diff": by_csv_diff}


def measured(command: list[str], cwd: Path | None = None) -> tuple[float, str]:
    """User CPU seconds of a command, and what it said."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=cwd)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before, done.stdout


def table(sizes: list[int], rounds: int, programs: list[str]) -> Iterator[str]:
    yield "| items | gwcat, s | csv-diff, s | gwcat is faster | gwcat, µs an item | gwcat found | csv-diff found |"
    yield "| ---: | ---: | ---: | ---: | ---: | --- | --- |"
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            old, new = Path(folder, "old.csv"), Path(folder, "new.csv")
            rows = made_up(size)
            write(old, rows)
            write(new, changed(rows))
            times: dict[str, list[float]] = {name: [] for name in programs}
            found: dict[str, dict[str, int]] = {}
            for _ in range(rounds):
                for name in programs:  # they take turns
                    seconds, said = measured([sys.executable, __file__, "--worker", name, str(old), str(new)])
                    times[name].append(seconds)
                    found[name] = json.loads(said)
        medians = {name: statistics.median(times[name]) for name in programs}
        own, other = medians["gwcat"], medians.get("csv-diff")
        words = [", ".join(f"{key} {number}" for key, number in found.get(name, {}).items()) or "–" for name in WORKERS]
        beside = f"{other:.2f} | {other / own:.0f}×" if other else "– | –"
        yield f"| {size:,} | {own:.2f} | {beside} | {own / size * 1e6:.0f} | {words[0]} | {words[1]} |"


def history(revisions: int) -> Iterator[str]:
    """CPU seconds of `gwcat log` over a repository in which each revision edits one of two levels."""
    import shutil

    root = Path(__file__).resolve().parents[1]
    program = str(Path(sys.executable).with_name("gwcat"))
    with tempfile.TemporaryDirectory() as folder:
        for name in ("国家", "宜丰"):
            shutil.copytree(root / "catalogs" / name, Path(folder, "catalogs", name))
        git = ["git", "-C", folder, "-c", "user.name=bench", "-c", "user.email=bench@example.com", "-c", "gc.auto=0"]
        subprocess.run([*git, "init", "-q"], check=True)
        files = sorted(Path(folder, "catalogs").rglob("*.yaml"))
        files = [file for file in files if "公开时限: " in file.read_text("utf-8")]
        for number in range(revisions):
            file = files[number % len(files)]
            text = file.read_text("utf-8")
            file.write_text(text.replace("公开时限: ", f"公开时限: 第{number}版", 1), "utf-8")
            subprocess.run([*git, "add", "-A"], check=True)
            subprocess.run([*git, "commit", "-qm", f"{number}"], check=True)
        commands = {
            "log": ["log", "--county", "宜丰", "-n", "0"],
            "log --item": ["log", "--county", "宜丰", "--item", "社会救助-004", "-n", "0"],
            "diff of the ends": [
                "diff",
                f"HEAD~{revisions - 1}",
                "HEAD",
                "--county",
                "宜丰",
                "--format",
                "json",
                "--output",
                "d.json",
                "-q",
            ],
        }
        yield f"| `gwcat` over {revisions} revisions | user CPU, s |"
        yield "| --- | ---: |"
        for name, options in commands.items():
            before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
            subprocess.run([program, *options], capture_output=True, check=False, cwd=folder)
            yield f"| {name} | {resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before:.2f} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="*", default=[2_000, 20_000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--alone", action="store_true", help="gwcat only, where csv-diff would take minutes")
    parser.add_argument("--history", type=int, default=0, metavar="REVISIONS")
    parser.add_argument("--worker", nargs=3, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.worker:
        name, old, new = args.worker
        print(json.dumps(WORKERS[name](Path(old), Path(new)), ensure_ascii=False))
        return
    for line in (
        history(args.history) if args.history else table(args.sizes, args.rounds, ["gwcat"] if args.alone else list(WORKERS))
    ):
        print(line, flush=True)


if __name__ == "__main__":
    main()
