"""Old documents through LibreOffice, if it is there: a copy as DOCX, made aside, with a limit of time."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from gwcat.base.errors import GwcatError
from gwcat.intake.guard import SIZE_LIMIT, Source, damaged, inspect

_SECONDS = 120
_PROGRAMS = ("soffice", "libreoffice", "/usr/bin/soffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")


def as_docx(source: Source) -> Source:
    """The document as DOCX. Raises GwcatError, saying what else to do, if LibreOffice is missing or cannot read it."""
    program = next((found for name in _PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        words = "读旧的 Word 文档（.doc、.rtf、.odt、.wps）要用 LibreOffice，这台电脑上没有。"
        raise GwcatError(words, place=source.place, hint="请装上 LibreOffice，或用 Word、WPS 打开，另存为 .docx 后再导入。")
    with tempfile.TemporaryDirectory(prefix="gwcat-") as folder:
        made = Path(folder, "in.docx")
        original = Path(folder, f"in.{source.kind}")
        original.write_bytes(source.data)
        _run([program, f"-env:UserInstallation={Path(folder, 'profile').as_uri()}", "--headless", "--norestore",
              "--convert-to", "docx:MS Word 2007 XML", "--outdir", folder, str(original)], source.place)  # fmt: skip
        if not made.is_file() or made.stat().st_size > SIZE_LIMIT:
            raise damaged(source.place)
        data = made.read_bytes()
    inspect(data, source.place)
    remark = "旧格式的文档经 LibreOffice 转成 DOCX 后读入。"
    return Source(data, "docx", source.place, (*source.remarks, remark))


def _run(command: list[str], place: str) -> None:
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        process.wait(_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise GwcatError(
            f"LibreOffice 转换超过 {_SECONDS} 秒。", place=place, hint="请用 Word 或 WPS 打开，另存为 .docx 后再导入。"
        ) from error
    finally:
        if process.poll() is None:
            with suppress(ProcessLookupError, AttributeError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
