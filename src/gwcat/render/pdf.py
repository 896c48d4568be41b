"""PDF through LibreOffice, where it is installed. The bytes are LibreOffice's and differ from run to run."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from gwcat.base.errors import GwcatError


def pdf_from_word(data: bytes) -> bytes:
    """A DOCX as PDF. Raises GwcatError if LibreOffice is missing or fails."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise GwcatError(
            "生成 PDF 需要 LibreOffice，本机没有找到。", hint="请安装 LibreOffice（soffice 命令），或去掉 --format 里的 pdf。"
        )
    with tempfile.TemporaryDirectory(prefix="gwcat-") as folder:
        source = Path(folder) / "document.docx"
        source.write_bytes(data)
        command = [
            program,
            "--headless",
            f"-env:UserInstallation=file://{folder}/profile",
            "--convert-to",
            "pdf",
            "--outdir",
            folder,
            str(source),
        ]
        try:
            subprocess.run(command, capture_output=True, timeout=300, check=True)
            return source.with_suffix(".pdf").read_bytes()
        except (OSError, subprocess.SubprocessError) as error:
            raise GwcatError(
                "LibreOffice 没有生成 PDF。", hint="请关闭正在运行的 LibreOffice 再试，或去掉 --format 里的 pdf。"
            ) from error
