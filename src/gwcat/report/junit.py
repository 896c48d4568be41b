"""Findings as JUnit XML, for the test pages of GitLab, Jenkins and others.

A file is a test suite, a rule that it breaks a test: failed for errors, skipped for warnings, whose words both services
show, unlike those of a test that passed. Names stay the same from run to run, so that a service can tell what is new.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from xml.sax.saxutils import escape

from gwcat.base.width import visible
from gwcat.model.finding import Finding, Rule
from gwcat.report.text import Source, text_report

_QUOTED = {'"': "&quot;", "\n": "&#10;"}


def junit_report(
    findings: Sequence[Finding], files: Iterable[str], source: Source, *, strict: bool = False, prefix: str = ""
) -> str:
    """One suite for each of `files` and of the files with findings; a file without any is a test passed.

    With `strict`, warnings fail too, as they do for the exit code. `prefix` leads from the root of the repository to the
    workspace (`政务/`).
    """
    paths = sorted({*files, *(finding.place.path for finding in findings)})
    by_file: dict[str, dict[Rule, list[Finding]]] = {path: {} for path in paths}
    for finding in findings:
        by_file[finding.place.path].setdefault(finding.rule, []).append(finding)
    failing = {"error", "warning"} if strict else {"error"}
    suites = [_Suite(path, prefix, list(rules.values()), failing) for path, rules in by_file.items()]
    tests, failures, skipped = (sum(suite.counts[number] for suite in suites) for number in range(3))
    body = "".join(f"  {line}\n" for line in chain.from_iterable(suite.lines(source) for suite in suites))
    counts = _counts(tests, failures, skipped)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="gwcat validate" {counts}>\n{body}</testsuites>\n'


class _Suite:
    """The tests of one file: a group of findings for each rule that it breaks."""

    def __init__(self, path: str, prefix: str, groups: Sequence[Sequence[Finding]], failing: set[str]) -> None:
        self._path, self._file, self._groups, self._failing = path, prefix + path, groups, failing
        failures = sum(self._fails(group) for group in groups)
        self.counts = max(1, len(groups)), failures, len(groups) - failures

    def _fails(self, group: Iterable[Finding]) -> bool:
        return any(finding.severity in self._failing for finding in group)

    def lines(self, source: Source) -> Iterable[str]:
        """The suite's elements."""
        case = f'classname="{_attribute(_dotted(self._path))}" file="{_attribute(self._file)}"'
        yield f'<testsuite name="{_attribute(self._path)}" {_counts(*self.counts)}>'
        if not self._groups:
            yield f'  <testcase name="没有发现问题" {case}/>'
        for group in self._groups:
            rule = group[0].rule
            yield f'  <testcase name="{_attribute(f"{rule.code} {rule.name}")}" {case}>'
            yield f"    {self._outcome(group, source)}"
            yield "  </testcase>"
        yield "</testsuite>"

    def _outcome(self, group: Sequence[Finding], source: Source) -> str:
        """The words twice: in short as an attribute, which Jenkins shows, in full as the content, which GitLab shows."""
        element = "failure" if self._fails(group) else "skipped"
        short = group[0].message + (f"（共 {len(group)} 处）" if len(group) > 1 else "")
        text = escape(_legal(text_report(group, source).rstrip("\n")))
        return f'<{element} type="{group[0].rule.code}" message="{_attribute(short)}">{text}</{element}>'


def _counts(tests: int, failures: int, skipped: int) -> str:
    return f'tests="{tests}" failures="{failures}" errors="0" skipped="{skipped}"'


def _dotted(path: str) -> str:
    """A path as the name of a class, whose dots are folders: `catalogs.莒南.社会救助.县民政局`."""
    return path.removesuffix(".yaml").replace(".", "_").replace("/", ".")


def _attribute(text: str) -> str:
    return escape(_legal(text), _QUOTED)


def _legal(text: str) -> str:
    """Text that XML 1.0 can carry and a terminal can show: other characters as `·`."""
    return visible(text).replace("\ufffe", "·").replace("\uffff", "·")
