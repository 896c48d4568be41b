"""Foreign tables, every irregularity that was seen: what is read, what is told, and how much of it is right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import foreign
from foreign import Case
from gwcat.forms.library import Library
from gwcat.intake.foreign import read_foreign
from gwcat.model.incoming import Incoming
from programs import converted

CASES = foreign.cases()
LIBRARY = Library()


def _marks(case: Case) -> list[pytest.MarkDecorator]:
    return [pytest.mark.office] if case.kind in foreign.OFFICE else []


PARAMETERS = [pytest.param(case, id=f"{case.name}-{case.kind}", marks=_marks(case)) for case in CASES]


@pytest.fixture(scope="session")
def serialised(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Path]:
    """Every file that LibreOffice is to serialise, by one call for each kind."""
    folder = tmp_path_factory.mktemp("office")
    found: dict[tuple[str, str], Path] = {}
    for kind, (source, target) in foreign.OFFICE.items():
        place, wanted = folder / kind.replace("+", "-saved"), [case for case in CASES if case.kind == kind]
        (place / "in").mkdir(parents=True)
        files = [foreign.write(case.about, source, place / "in" / f"{number}.{source}") for number, case in enumerate(wanted)]
        for case, made in zip(wanted, converted(files, target, place), strict=True):
            found[case.name, kind] = made
    return found


@pytest.fixture
def document(case: Case, tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """The file of a case."""
    if case.kind in foreign.OFFICE:
        path: Path = request.getfixturevalue("serialised")[case.name, case.kind]
        return path
    return foreign.write(case.about, case.kind, tmp_path / f"目录.{case.suffix}")


def _rows_above(case: Case) -> int:
    """Rows that stand outside the table in a document, but in the sheet that the case describes."""
    return 1 if case.suffix in ("docx", "doc") and "标题" in case.about else 0


@pytest.mark.parametrize("case", PARAMETERS)
def test_every_cell_is_read_as_it_was_meant(case: Case, document: Path) -> None:
    found = read_foreign(document, LIBRARY)
    assert [item.values for item in found.items] == list(foreign.expected(case.about))


@pytest.mark.parametrize("case", PARAMETERS)
def test_doubts_stand_at_their_cells_and_nowhere_else(case: Case, document: Path) -> None:
    found = read_foreign(document, LIBRARY)
    above = _rows_above(case)
    for kind in ("存疑", "未识别", "其他列"):
        assert foreign.places(found.remarks, kind, above) == sorted(case.about.get(kind, ())), kind
    told = set(foreign.places(found.remarks, "整理", above))
    assert told >= set(case.about.get("整理", ()))
    assert all(remark.spot.document == document.name and remark.message for remark in found.remarks)


@pytest.mark.parametrize("case", PARAMETERS)
def test_form_and_domain_are_recognised(case: Case, document: Path) -> None:
    found = read_foreign(document, LIBRARY)
    if "样表" in case.about:
        assert found.form == case.about["样表"]
    if "领域" in case.about:
        assert {item.domain for item in found.items} == {case.about["领域"]}
    if "各领域" in case.about:
        assert [item.domain for item in found.items] == case.about["各领域"]


def _wrong(case: Case, found: Incoming) -> Iterator[tuple[bool, bool]]:
    """For each cell whether it is right, and whether something is told of its row."""
    doubted = {remark.spot.row for remark in found.remarks if remark.kind in ("存疑", "未识别")}
    wanted = list(foreign.expected(case.about))
    for number, values in enumerate(wanted):
        item = found.items[number] if number < len(found.items) else None
        for key, value in values.items():
            right = item is not None and item.values.get(key) == value
            yield right, bool(item and item.spot.row in doubted)


def test_how_many_cells_are_right(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    count: Counter[str] = Counter()
    for number, case in enumerate(case for case in CASES if case.kind in foreign.DIRECT):
        found = read_foreign(foreign.write(case.about, case.kind, tmp_path / f"{number}.{case.kind}"), LIBRARY)
        for right, doubted in _wrong(case, found):
            count["cells"] += 1
            count["right"] += right
            count["silently wrong"] += not right and not doubted
    with capsys.disabled():
        print(f"\nforeign tables: {dict(count)}, {count['right'] / count['cells']:.1%} right")
    assert count["cells"] > 1000
    assert count["silently wrong"] == 0
    assert count["right"] >= 0.98 * count["cells"]


def test_there_are_thirty_tables_and_several_by_another_program() -> None:
    assert len({case.name for case in CASES}) >= 30
    assert sum(case.kind in foreign.OFFICE for case in CASES) >= 10
