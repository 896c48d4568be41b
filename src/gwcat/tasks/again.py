"""The second run: if nothing has changed since the last build, its package stands and its findings are told again.

What counts as nothing: the same gwcat, options, environment and commit, the same bytes in every source file and
template, and every file of the package still as it was written. A memory that cannot be read is no memory.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from gwcat import __version__
from gwcat.base.errors import StorageError
from gwcat.base.names import safe_name
from gwcat.base.places import data_folder
from gwcat.filing.git import Revision
from gwcat.filing.swap import write_file
from gwcat.model.finding import Finding, Place, Rule
from gwcat.report.summary import Summary
from gwcat.tasks.options import BuildOptions, BuildResult

_VERSION = 2
_BASELINE = re.compile("^基线:[ ]*([^#\n\r]+)".encode(), re.MULTILINE)
_INCOMPLETE = ("GW601", "GW602")  # what such a draft lacks is in no file that could be watched
_PACKAGE = Path(__file__).resolve().parents[1]


def fingerprint(folder: str, above: Sequence[str], options: BuildOptions, at: Revision) -> str:
    """A digest of everything that a build of this region depends on; `above` are the regions that it adopts from.

    Which these are depends on nothing but the files of the region and of those regions themselves.
    """
    digest = hashlib.sha256(f"{_VERSION} {__version__} {options!r} {os.environ.get('SOURCE_DATE_EPOCH')}".encode())
    digest.update(repr(at).encode())
    for path in _files(_PACKAGE, ".py"):  # a changed program, without reading it
        state = path.stat()
        digest.update(os.fsencode(path) + f"\0{state.st_size}\0{state.st_mtime_ns}\0".encode())
    regions = [options.root / "catalogs" / name for name in (folder, *above)]
    templates = [options.root / "templates", data_folder("templates"), data_folder("schemas")]
    for path in _settings(options.root):
        digest.update(os.fsencode(path) + b"\0" + path.read_bytes())
    for source in (*regions, *templates):
        for path in _files(source):
            digest.update(os.fsencode(path) + b"\0")
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _settings(root: Path) -> Iterator[Path]:
    """The settings of the workspace, and the baseline that they name."""
    file = root / "gwcat.yaml"
    if file.is_file():
        yield file
        if found := _BASELINE.search(file.read_bytes()):
            baseline = root / found[1].decode("utf-8", "replace").strip("\"' ")
            if baseline.is_file():
                yield baseline


def last_above(folder: str, options: BuildOptions) -> list[str]:
    """The regions that the last build adopted from."""
    try:
        above = json.loads(_memory(folder, options).read_bytes())["result"]["above"]
        return [name for name in above if isinstance(name, str)]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def remembered(folder: str, options: BuildOptions, key: str) -> BuildResult | None:
    """The result of the last build, if it was of the same things and its files are still whole."""
    try:
        memory = json.loads(_memory(folder, options).read_bytes())
        if memory["key"] != key or any(_digest(Path(path)) != digest for path, digest in memory["files"].items()):
            return None
        result = _result(memory["result"])
        present = {str(path) for path in _files(result.package)} if result.package else set()
        return result if present == set(memory["files"]) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def remember(folder: str, options: BuildOptions, key: str, result: BuildResult) -> None:
    """Keep a result for the next run; one that stopped at errors is not kept. A memory that cannot be written is none."""
    if result.package is None or any(finding.rule.code in _INCOMPLETE for finding in result.findings):
        return
    with suppress(OSError, StorageError):
        _write(_memory(folder, options), key, result, result.package)


def _write(memory: Path, key: str, result: BuildResult, package: Path) -> None:
    files = {str(path): _digest(path) for path in _files(package)}
    record = {
        **asdict(result),
        "package": str(result.package),
        "timings": [],
        "unshown": [[*at, n] for at, n in result.unshown.items()],
    }
    record["findings"] = [_finding_record(finding) for finding in result.findings]
    content = json.dumps({"key": key, "files": files, "result": record}).encode()
    write_file(memory, content)


def _memory(folder: str, options: BuildOptions) -> Path:
    kind = hashlib.sha256(repr(options).encode()).hexdigest()[:12]
    return options.out / ".gwcat" / f"{safe_name(folder)}-{kind}.json"


def _files(folder: Path, suffix: str = "") -> Iterator[Path]:
    """Every file below a folder in a fixed order."""
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(names):
            if name.endswith(suffix):
                yield Path(here, name)


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _finding_record(finding: Finding) -> dict[str, Any]:
    rule = finding.rule
    return {
        "rule": [rule.code, rule.name, rule.severity, rule.summary, rule.why, rule.source],
        "message": finding.message,
        "place": list(finding.place),
        "data_path": list(finding.data_path),
        "help": finding.help,
        "severity": finding.severity,
        "related": [[list(place), words] for place, words in finding.related],
    }


def _result(record: dict[str, Any]) -> BuildResult:
    findings = [
        Finding(
            Rule(*raw["rule"]),
            raw["message"],
            Place(*raw["place"]),
            tuple(raw["data_path"]),
            raw["help"],
            raw["severity"],
            tuple((Place(*place), words) for place, words in raw["related"]),
        )
        for raw in record["findings"]
    ]
    return BuildResult(
        record["region"],
        record["version"],
        findings,
        Summary(**record["summary"]),
        Path(record["package"]),
        record["archive"],
        record["files"],
        record["bytes"],
        [(row[0], row[1], row[2], row[3]) for row in record["rows"]],
        {(form, key): count for form, key, count in record["unshown"]},
        record["overfull"],
        above=record["above"],
        unchanged=True,
    )
