"""A site of 20,800 items: how long it takes, how large it is, how soon a browser shows the first result.

One made-up region of twenty counties' catalogues. Figures of time are user-CPU seconds, or ratios within one run; the browser
is measured from navigation to the first result, the whole of loading included, on the large site and on that of 宜丰.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
WORK = HERE / ".work"
ROOT = HERE.parent
GWCAT = str(Path(sys.executable).with_name("gwcat"))
DRIVER = ROOT / "tests" / "site" / "browser"
MEASURE = """\
import { chromium } from 'playwright-core'
const [browserPath, ...sites] = process.argv.slice(2)
const browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox', '--disable-gpu'] })
const found = {}
for (const site of sites) {
  const first = [], typed = []
  for (let round = 0; round < 5; round++) {
    const page = await browser.newPage()
    await page.addInitScript(() => {
      new MutationObserver(() => {
        if (document.querySelector('#hits li') && !window.firstResult) window.firstResult = performance.now()
      }).observe(document, { childList: true, subtree: true })
    })
    await page.goto(`${site}/search.html#q=${encodeURIComponent('公示 名单')}`)
    first.push(await page.waitForFunction(() => window.firstResult).then((handle) => handle.jsonValue()))
    typed.push(await page.evaluate(() => {
      const begin = performance.now()
      history.replaceState(null, '', '#q=' + encodeURIComponent('征收补偿'))
      dispatchEvent(new HashChangeEvent('hashchange'))
      return performance.now() - begin
    }))
    await page.close()
  }
  const middle = (numbers) => numbers.sort((a, b) => a - b)[2]
  found[site] = { first: middle(first), typed: middle(typed) }
}
process.stdout.write(JSON.stringify(found))
await browser.close()
"""


def region(target: Path, counties: int) -> None:
    """Twenty counties' catalogues as those of one region, each unit under its county's name."""
    parts = WORK / "site-parts"
    for folder in (parts, target):
        shutil.rmtree(folder, ignore_errors=True)
    generator = HERE / "baselines" / "gen_corpus.py"
    subprocess.run([sys.executable, generator, parts, "--counties", str(counties)], check=True, stdout=subprocess.DEVNULL)
    units: list[str] = []
    for county in sorted(path.name for path in (parts / "catalogs").iterdir()):
        text = (parts / "catalogs" / county / "region.yaml").read_text("utf-8")
        names = {name: county + name.removeprefix("县") for name in re.findall(r"{名称: ([^,}]+)", text)}
        units += names.values()
        for path in sorted((parts / "catalogs" / county).glob("*/*.yaml")):
            unit = names[path.stem]
            text = path.read_text("utf-8").replace("  - 编号: ", f"  - 编号: {county}-")
            text = re.sub(r"^单位: .*$", f"单位: {unit}", text, count=1, flags=re.MULTILINE)
            text = with_subjects(text, names)
            file = target / "catalogs" / "大县" / path.parent.name / f"{unit}.yaml"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
    head = '名称: 大县\n简称: 大县\n层级: 县级\n样表: 国家2019\n版本: "2020.1"\n基准日: "2020-11-30"\n单位:\n'
    listed = "".join(f"  - {{名称: {unit}, 类别: 部门}}\n" for unit in units)
    (target / "catalogs" / "大县" / "region.yaml").write_text(head + listed, "utf-8")


def with_subjects(text: str, known: dict[str, str]) -> str:
    """A catalogue with its 公开主体 under their new names."""

    def renamed(found: re.Match[str]) -> str:
        return "公开主体: [" + ", ".join(known.get(name, name) for name in found[1].split(", ")) + "]"

    return re.sub(r"公开主体: \[(.*)\]", renamed, text)


def user_seconds(command: Sequence[str]) -> tuple[float, float]:
    """User-CPU seconds and peak MiB of a command."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{command} ended with {process.returncode}")
    return usage.ru_utime, usage.ru_maxrss / 1024


def sizes(site: Path) -> list[tuple[str, int, int, int]]:
    """Folder, files, bytes, and bytes as a web server compresses them."""
    rows: dict[str, list[int]] = {}
    for path in sorted(site.rglob("*")):
        if path.is_file():
            inside = path.relative_to(site).parts
            row = rows.setdefault(inside[0] if len(inside) > 1 else "（首层）", [0, 0, 0])
            data = path.read_bytes()
            packed = len(data) if path.suffix in (".xlsx", ".docx") else len(gzip.compress(data, 6))
            for number, value in enumerate((1, len(data), packed)):
                row[number] += value
    return [(name, *row) for name, row in rows.items()]  # type: ignore[misc]


def one_page_each(site: Path) -> tuple[int, int]:
    """How many bytes a page for each item would take: as bytes, and in blocks of 4 KiB as on a disk."""
    total = blocks = 0
    for path in sorted((site / "item").glob("*.html")):
        text = path.read_text("utf-8")
        frame = len(text[: text.index("<h1")].encode()) + 600
        for article in re.findall(r"<article.*?</article>", text, re.DOTALL):
            size = len(article.encode()) + frame
            total, blocks = total + size, blocks + -(-size // 4096) * 4096
    return total, blocks


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--counties", type=int, default=20, help="1,040 items each, default 20")
    parser.add_argument("--browser", default=shutil.which("chromium") or "chromium")
    args = parser.parse_args()
    source, large, small = WORK / "site-source", WORK / "site-large", WORK / "site-small"
    region(source, args.counties)
    base = ["--workspace", str(source)]
    shutil.rmtree(WORK / "site-dist", ignore_errors=True)
    package, _ = user_seconds([GWCAT, "build", *base, "--draft", "--format", "xlsx,docx", "--out", str(WORK / "site-dist")])
    whole, peak = user_seconds([GWCAT, "site", *base, "--draft", "--out", str(large)])
    bare, _ = user_seconds([GWCAT, "site", *base, "--draft", "--no-downloads", "--out", str(WORK / "site-bare")])
    user_seconds([GWCAT, "site", "--workspace", str(ROOT), "--county", "宜丰", "--out", str(small)])
    items = json.loads((large / "site.json").read_text("utf-8"))["items"]
    print(f"### A site: {items:,} items\n\n| part | files | MiB | MiB gzip |\n| --- | ---: | ---: | ---: |")
    for name, files, size, packed in sizes(large):
        print(f"| {name} | {files} | {size / 2**20:.1f} | {packed / 2**20:.1f} |")
    total, blocks = one_page_each(large)
    print(
        f"\n- a page for each item instead of `item/`: {items:,} files, {total / 2**20:.0f} MiB, {blocks / 2**20:.0f} MiB on disk"
    )
    ratio = f"{whole / package:.2f} × gwcat build --format xlsx,docx ({package:.1f} s)"
    print(f"- gwcat site: {whole:.1f} s user, peak {peak:.0f} MiB; {ratio}")
    print(f"- without downloads: {bare:.1f} s user")
    script = DRIVER / ".measure.mjs"
    script.write_text(MEASURE, "utf-8")
    try:
        done = subprocess.run(
            ["node", str(script), args.browser, large.as_uri(), small.as_uri()], cwd=DRIVER, capture_output=True, check=True
        )
    finally:
        script.unlink()
    found = json.loads(done.stdout)
    big, little = found[large.as_uri()], found[small.as_uri()]
    print(f"- first result after navigation: {big['first']:.0f} ms ({little['first']:.0f} ms on the site of 宜丰)")
    print(f"- another query on the open page: {big['typed']:.0f} ms ({little['typed']:.0f} ms)")


if __name__ == "__main__":
    main()
