"""Time gwcat against both baselines on the same made-up county and province, and print ratios and peak memory.

Whole processes, start-up included, the programs in turn; medians are compared. The figures mean something only within
one run on one machine.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

HERE = Path(__file__).resolve().parent
WORK = HERE / ".work"
GWCAT = str(Path(sys.executable).with_name("gwcat"))
BARE = """\
import glob, sys, click, yaml
for name in glob.glob(sys.argv[1] + "/catalogs/*/**/*.yaml", recursive=True):
    with open(name, "rb") as stream:
        yaml.load(stream, yaml.CSafeLoader)
"""


@dataclass
class Contender:
    """A command with what was measured of it. `fresh` is removed before every run."""

    name: str
    command: Sequence[str]
    fresh: Path | None = None
    seconds: list[float] = field(default_factory=list)
    peaks: list[float] = field(default_factory=list)

    def run(self) -> None:
        """Run once: wall-clock seconds, and peak memory (MiB) of the largest process."""
        if self.fresh is not None:
            shutil.rmtree(self.fresh, ignore_errors=True)
        begin = time.perf_counter()
        process = subprocess.Popen(self.command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True)
        assert process.stderr is not None
        complaint = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit(f"{self.name} ended with {process.returncode}:\n{complaint.decode(errors='replace')}")
        self.seconds.append(seconds)
        self.peaks.append(usage.ru_maxrss / 1024)

    @property
    def median(self) -> float:
        """Median seconds."""
        return statistics.median(self.seconds)


def measure(contenders: Sequence[Contender], rounds: int) -> None:
    """One uncounted round, then `rounds` counted ones, the contenders in turn."""
    for count in range(rounds + 1):
        for contender in contenders:
            contender.run()
            if count == 0 and rounds > 0 and contender.seconds[0] < 60:
                contender.seconds.clear()
                contender.peaks.clear()


def table(title: str, contenders: Sequence[Contender], goals: Sequence[tuple[Contender, Contender, str]]) -> list[str]:
    """A Markdown table of the contenders, then a line for each goal: how many times faster the first is."""
    lines = [f"### {title}", "", "| program | median s | min–max s | peak MiB |", "| --- | ---: | ---: | ---: |"]
    for one in contenders:
        spread = f"{min(one.seconds):.2f}–{max(one.seconds):.2f}"
        lines.append(f"| {one.name} | {one.median:.2f} | {spread} | {max(one.peaks):.0f} |")
    lines.append("")
    lines += [
        f"- {fast.name}: **{slow.median / fast.median:.2f}×** as fast as {slow.name} (goal {goal})" for fast, slow, goal in goals
    ]
    return [*lines, ""]


def corpus(name: str, counties: int) -> Path:
    """A made-up workspace; the same bytes for the same number of counties."""
    folder = WORK / name
    shutil.rmtree(folder, ignore_errors=True)
    subprocess.run(
        [sys.executable, HERE / "baselines" / "gen_corpus.py", folder, "--counties", str(counties)],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return folder


def gwcat_build(name: str, source: Path, *more: str, keep: bool = False) -> Contender:
    """gwcat building a workspace; without `keep`, into a folder that is empty each time."""
    out = WORK / f"out-gwcat-{source.name}{'-kept' if keep else ''}"
    return Contender(
        name, [GWCAT, "build", "--workspace", str(source), "--out", str(out), "--quiet", *more], None if keep else out
    )


def baseline(letter: str, source: Path) -> Contender:
    """A baseline building a workspace."""
    out = WORK / f"out-{letter}-{source.name}"
    return Contender(
        f"baseline {letter.upper()}",
        [sys.executable, str(HERE / "baselines" / f"baseline_{letter}.py"), str(source), str(out)],
        out,
    )


def county(rounds: int) -> list[str]:
    """Build and validate one county."""
    source = corpus("county", 1)
    a, b = baseline("a", source), baseline("b", source)
    same = gwcat_build("gwcat build --format xlsx,docx", source, "--format", "xlsx,docx")
    full = gwcat_build("gwcat build", source)
    again = gwcat_build("gwcat build, nothing changed", source, keep=True)
    measure([a, b, same, full, again], rounds)
    bare_file = WORK / "bare.py"
    bare_file.write_text(BARE, "utf-8")
    bare = Contender("bare script: click, yaml, CSafeLoader", [sys.executable, str(bare_file), str(source)])
    validate = Contender("gwcat validate", [GWCAT, "validate", "--workspace", str(source), "--quiet"])
    version = Contender("gwcat --version", [GWCAT, "--version"])
    click = Contender("python -c 'import click'", [sys.executable, "-c", "import click"])
    measure([bare, validate, version, click], max(rounds, 5))
    return [
        *table("One county: 26 catalogues, 1,040 items, validated", [a, b, same, full, again],
               [(same, a, "≥ 15"), (same, b, "≥ 4.5"), (again, full, "≥ 4")]),
        *table("Start-up and validation", [bare, validate, click, version], [(bare, validate, "validate ≤ 1.5 × bare")]),
    ]  # fmt: skip


def province(rounds: int) -> list[str]:
    """Build twenty counties."""
    source = corpus("province", 20)
    a = baseline("a", source)
    two = gwcat_build("gwcat build --jobs 2", source, "--jobs", "2", "--format", "xlsx,docx")
    one = gwcat_build("gwcat build --jobs 1", source, "--jobs", "1", "--format", "xlsx,docx")
    measure([a], 0)
    measure([two, one], rounds)
    return table("A province: 20 counties, 20,800 items", [a, two, one], [(two, a, "≥ 45"), (two, one, "–")])


def country() -> list[str]:
    """Ninety-nine counties, to extrapolate to 2,844 and to see that memory does not grow with their number."""
    source = corpus("country", 99)
    two = gwcat_build("gwcat build --jobs 2, 99 counties", source, "--jobs", "2")
    measure([two], 0)
    minutes = two.median / 99 * 2844 / 60
    return [
        *table("Ninety-nine counties, all formats", [two], []),
        f"- 2,844 counties at this pace: **{minutes:.1f} minutes** (goal < 10)",
        "",
    ]


def tree(counties: int, towns: int) -> list[str]:
    """A reference, a province, counties and towns that adopt from each other, resolved and built."""
    source = WORK / "tree"
    shutil.rmtree(source, ignore_errors=True)
    sizes = [str(source), "--counties", str(counties), "--towns", str(towns)]
    subprocess.run([sys.executable, HERE / "gen_tree.py", *sizes], check=True)
    validate = Contender("gwcat validate", [GWCAT, "validate", "--workspace", str(source), "--quiet", "--format", "json"])
    two = gwcat_build("gwcat build --jobs 2", source, "--jobs", "2", "--format", "xlsx,docx")
    measure([validate, two], 0)
    return table(f"国家 → 省 → {counties} counties → {counties * towns} towns, all adopted", [validate, two], [])


def machine() -> str:
    """What the figures were taken on."""
    name = next(
        (
            line.split(":", 1)[1].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        "",
    )
    return f"{date.today()}, {os.cpu_count()} × {name or platform.machine()}, Python {platform.python_version()}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="counted rounds, default 3")
    parser.add_argument("--country", action="store_true", help="also build 99 counties")
    parser.add_argument("--tree", action="store_true", help="also resolve and build a tree of 421 regions that adopt")
    parser.add_argument("--write", action="store_true", help="write the figures to bench/RESULTS.md")
    args = parser.parse_args()
    subprocess.run([sys.executable, "-m", "compileall", "-q", str(HERE.parent / "src"), str(HERE / "baselines")], check=True)
    lines = [
        "# Results",
        "",
        machine(),
        "",
        *county(args.rounds),
        *province(args.rounds),
        *(country() if args.country else []),
        *(tree(20, 20) if args.tree else []),
    ]
    text = "\n".join(lines).rstrip() + "\n"
    print(text)
    if args.write:
        (HERE / "RESULTS.md").write_text(text, "utf-8")
    shutil.rmtree(WORK, ignore_errors=True)


if __name__ == "__main__":
    main()
