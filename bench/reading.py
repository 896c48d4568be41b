"""How long a table of 5,000 rows takes to be read and recognised, and how much memory: goals 1.5 s (XLSX), 3 s (DOCX), 300 MiB.

The rows are made up; nothing in them may be quoted. Each file is read in a process of its own,
user CPU counts, start-up included:

    .venv/bin/python bench/reading.py [ROWS]
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gwcat.document.table import Book
from gwcat.forms.layout import lay_out
from gwcat.forms.library import Library
from gwcat.forms.record import records
from gwcat.model.catalogue import read_catalogue
from gwcat.render.frames import Frames
from gwcat.render.word import WordWriter
from gwcat.render.workbook import WorkbookWriter

GOALS = {"xlsx": 1.5, "docx": 3.0}
MEMORY = 300
READ = """
import json, resource, sys
from pathlib import Path
from gwcat.forms.library import Library
from gwcat.intake.foreign import read_foreign
found = read_foreign(Path(sys.argv[1]), Library())
used = resource.getrusage(resource.RUSAGE_SELF)
told = {"items": len(found.items), "form": found.form, "doubts": sum(r.kind != "整理" for r in found.remarks)}
peak = int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0])  # ru_maxrss begins with the parent's
print(json.dumps({**told, "seconds": used.ru_utime, "mebibytes": peak // 1024}))
"""


def items(count: int) -> Iterator[dict[str, Any]]:
    """Items whose cells differ from row to row, as those of a county do."""
    for number in range(count):
        yield {
            "一级事项": f"第{number // 8}类事项",
            "二级事项": f"第{number}项",
            "公开内容": [f"第{number}批名单", "办理条件", f"办理流程（{number % 7}）"],
            "公开依据": [f"《办法之{number % 50}》（甲发〔2020〕{number * 7 % 90 + 1}号）", f"《条例》第{number * 7 % 30 + 1}条"],
            "公开时限": f"信息形成或者变更之日起{(7, 20, 10, 15)[number % 4]}个工作日内",
            "公开主体": [f"第{number * 7 % 40}局"],
            "公开渠道": ["政府网站", *(["公开查阅点"] if number % 3 else []), {"其他": f"第{number % 25}平台"}],
            "公开对象": "全社会" if number % 5 else {"特定群体": f"第{number % 11}类申请人"},
            "公开方式": "主动公开" if number % 5 else "依申请公开",
            "公开层级": ["县级", "乡级"],
        }


def files(folder: Path, count: int) -> dict[str, Path]:
    """One table as a workbook and as a document."""
    library = Library()
    frames = Frames(lambda name: library.path("ooxml", name))
    rows = records([read_catalogue({"领域": "社会救助", "事项": list(items(count))})])
    values = {"地区": "某县", "领域": "社会救助", "单位": "", "版本": ""}
    table = lay_out(library.form("国家2019"), rows, name="社会救助", values=values)
    book = Book("目录", "目录", [table])
    made = {"xlsx": WorkbookWriter(frames, [table]).write(book), "docx": WordWriter(frames, list(table.styles)).write_book(book)}
    for kind, data in made.items():
        (folder / f"目录.{kind}").write_bytes(data)
    return {kind: folder / f"目录.{kind}" for kind in made}


def main() -> None:
    """Read both files and print what it took."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    with tempfile.TemporaryDirectory() as folder:
        for kind, path in files(Path(folder), count).items():
            done = subprocess.run([sys.executable, "-c", READ, str(path)], capture_output=True, text=True, check=True)
            told = json.loads(done.stdout)
            assert (told["items"], told["form"], told["doubts"]) == (count, "国家2019", 0), told
            goal = f"goal {GOALS[kind] * count / 5000:.1f} s, {MEMORY} MiB"
            print(f"{kind}: {count} rows in {told['seconds']:.2f} s user, {told['mebibytes']} MiB ({goal})")


if __name__ == "__main__":
    main()
