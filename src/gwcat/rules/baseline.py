"""A baseline: the findings that an old catalogue had when gwcat came, so that only new ones are told.

A finding is known by its file, rule and words, not by its line, so that the file may change around it; equal ones are
counted.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from gwcat.base.errors import GwcatError, storage_error
from gwcat.model.finding import Finding
from gwcat.rules.settings import fixed

_VERSION = 1


def read_baseline(path: Path) -> Counter[str]:
    """Digest -> how often. Raises GwcatError if the file is not there or is no baseline."""
    try:
        content = json.loads(path.read_bytes())
        if content["version"] != _VERSION:
            raise ValueError("version")
        return Counter({str(key): int(count) for key, count in content["findings"].items()})
    except FileNotFoundError as error:
        raise GwcatError(f"没有“{path}”这个基线文件。", hint="请用 gwcat validate --write-baseline 文件 写一份。") from error
    except OSError as error:
        raise storage_error(error, "读取基线") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise GwcatError("这不是基线文件，或者已经损坏。", place=str(path), hint="请用 --write-baseline 重新写一份。") from error


def baseline_text(findings: Iterable[Finding]) -> str:
    """The baseline of findings; what cannot be softened is not in it."""
    counts = Counter(_digest(finding) for finding in findings if not fixed(finding.rule))
    return json.dumps({"version": _VERSION, "findings": dict(sorted(counts.items()))}, indent=1) + "\n"


def beyond(findings: Sequence[Finding], known: Counter[str]) -> list[Finding]:
    """The findings that the baseline does not have; of equal ones the first are taken to be the old."""
    left = known.copy()
    new = []
    for finding in findings:
        digest = _digest(finding)
        if not fixed(finding.rule) and left[digest] > 0:
            left[digest] -= 1
        else:
            new.append(finding)
    return new


def _digest(finding: Finding) -> str:
    from hashlib import sha256

    words = "\0".join((finding.place.path, finding.rule.code, finding.message))
    return sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:16]
