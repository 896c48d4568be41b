"""Each further official form prints sample items cell for cell: in the Table, and read back from the files.

A sample is one file of `samples/`, named after its form: a catalogue, then what its table must be.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from conftest import REPOSITORY, write_files
from gwcat.base.width import print_width
from gwcat.document.table import Table
from gwcat.filing.plan import Plan
from gwcat.forms.layout import lay_out
from gwcat.forms.library import Library
from gwcat.forms.record import DERIVED, item_record
from gwcat.model.catalogue import Catalogue, read_item
from gwcat.render.heights import capacity
from office import Block, Grid, sheet_grid, word_grids
from packages import package, planned
from pages import page_tables

SAMPLES = Path(__file__).parent / "samples"
FORMS = sorted(path.stem for path in SAMPLES.glob("*.yaml"))
FIRST_FOUR = {"山东2017", "国家2019", "国家2019-无层级", "国家2019-三级"}  # their samples are those of the founding documents
A4, A3 = 225, 348  # mm between the margins of a landscape sheet


class Case(NamedTuple):
    """A form's sample, its plan, and the public folder of its package."""

    form: str
    sample: dict[str, Any]
    plan: Plan
    public: Path

    @property
    def table(self) -> Table:
        return self.plan.domains[0].table

    @property
    def whole(self) -> Grid:
        """Header and body as one grid."""
        rows = len(self.sample["表头"])
        merges = blocks(self.sample["表头合并"]) | {down(block, rows) for block in blocks(self.sample["合并"])}
        return Grid(self.sample["表头"] + self.sample["行"], merges)


def sample_of(form: str) -> dict[str, Any]:
    sample: dict[str, Any] = yaml.load((SAMPLES / f"{form}.yaml").read_bytes(), yaml.BaseLoader)
    return sample


def blocks(raw: list[list[str]]) -> set[Block]:
    return {Block(*map(int, block)) for block in raw}


def down(block: Block, rows: int) -> Block:
    return Block(block.first_row + rows, block.first_column, block.last_row + rows, block.last_column)


def workspace_of(form: str, root: Path) -> Path:
    """A workspace with the sample's catalogue, filed in the sample's form."""
    sample = sample_of(form)
    unit = {"名称": sample["单位"], "全称": sample.get("全称", ""), "类别": sample["类别"]}
    region = {
        "名称": sample["地区"],
        "层级": sample["层级"],
        "样表": form,
        "版本": "1",
        "基准日": "2023-12-31",
        "单位": [unit],
    }
    catalogue = {key: sample[key] for key in ("领域", "单位", "事项")}
    files = {"region.yaml": region, f"{sample['领域']}/{sample['单位']}.yaml": catalogue}
    texts = {f"catalogs/甲/{name}": yaml.safe_dump(tree, allow_unicode=True) for name, tree in files.items()}
    return write_files(root, texts)


@pytest.fixture(scope="module", params=FORMS)
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Case:
    root = workspace_of(request.param, tmp_path_factory.mktemp("workspace"))
    return Case(request.param, sample_of(request.param), planned(root, "甲"), package(root, "甲") / "public")


def test_every_form_has_a_sample() -> None:
    assert set(FORMS) | FIRST_FOUR == {path.stem for path in (REPOSITORY / "templates" / "forms").glob("*.yaml")}


def test_table(case: Case) -> None:
    table, sample = case.table, case.sample
    assert table.title == sample["标题"]
    header = [[""] * len(table.columns) for _ in range(table.header_rows)]
    for cell in table.header:
        header[cell.row][cell.column] = cell.text
    assert header == sample["表头"]
    spans = {Block(cell.row, cell.column, cell.row + cell.rows - 1, cell.column + cell.columns - 1) for cell in table.header}
    assert {block for block in spans if block[:2] != block[2:]} == blocks(sample["表头合并"])
    assert [list(row) for row in table.rows] == sample["行"]
    assert {Block(*merge) for merge in table.merges} == blocks(sample["合并"])


def test_workbook(case: Case) -> None:
    grid = sheet_grid(case.public / "分领域" / f"{case.sample['领域']}.xlsx")
    rows = 1 + len(case.whole.texts)
    assert grid.texts[0][0] == case.sample["标题"]
    assert grid.texts[1:rows] == case.whole.texts
    assert [row[0] for row in grid.texts[rows:]] == list(case.table.notes)
    inner = {block for block in grid.merges if 0 < block.first_row < rows}
    assert inner == {down(block, 1) for block in case.whole.merges}


def test_document(case: Case) -> None:
    assert word_grids(case.public / "分领域" / f"{case.sample['领域']}.docx") == [case.whole]


def test_page(case: Case) -> None:
    (table,) = page_tables((case.public / "分领域" / f"{case.sample['领域']}.html").read_bytes())
    assert table.caption == case.sample["标题"]
    assert table.header == Grid(case.sample["表头"], blocks(case.sample["表头合并"]))
    assert table.body == Grid(case.sample["行"], blocks(case.sample["合并"]))


def test_a_unit_is_named_by_its_full_name_in_its_own_book(case: Case) -> None:
    grid = sheet_grid(case.public / "分单位" / f"{case.sample['单位']}.xlsx")
    name = case.sample.get("全称") or case.sample["单位"]
    assert grid.texts[0][0] == case.sample["标题"].replace(case.sample["地区"], name, 1)


# Nothing is lost on the way to a cell


@pytest.mark.parametrize("form", FORMS)
def test_keys_that_a_form_shows(form: str) -> None:
    """All others are reported as not shown when a catalogue is filed in the form."""
    names = {DERIVED.get(name, name) for name in Library().form(form).names}
    assert names - {"序号", "领域"} == set(sample_of(form)["印出"])


_LABELLED: dict[str, Any] = {
    "公开内容": ["公开内容甲", {"要素": "公开内容乙", "标准": "公开内容丙"}],
    "公开依据": ["公开依据甲", "公开依据乙"],
    "公开主体": ["公开主体甲", "公开主体乙"],
    "公开渠道": ["公开渠道甲", {"其他": "公开渠道乙"}, {"政府网站": "公开渠道丙"}],
    "公开对象": [{"特定群体": ["公开对象甲", "公开对象乙"]}],
    "五公开": ["五公开甲", "五公开乙"],
    "不予公开": {"理由": "不予公开甲", "依据": "不予公开乙"},
}
_TICKED = {"公开方式", "公开层级"}  # words become ticks; which, is seen in the samples


@pytest.mark.parametrize("form", FORMS)
def test_every_text_under_a_key_that_a_form_shows_is_printed(form: str) -> None:
    keys = set(sample_of(form)["印出"]) - _TICKED - {"名称"}
    raw = {key: _LABELLED.get(key, f"{key}甲") for key in sorted(keys)}
    values = {"地区": "某县", "领域": "某领域", "单位": "某局", "版本": "1"}
    record = item_record(Catalogue("某领域", "某局", "", ""), read_item(0, {"编号": "某-1", **raw}))
    (row,) = lay_out(Library().form(form), [record], name="表", values=values).rows
    printed = "\n".join(row)
    written = [f"{key}{sign}" for key in raw for sign in "甲乙丙" if f"{key}{sign}" in repr(raw[key])]
    assert written
    assert [text for text in written if text not in printed] == []


@pytest.mark.parametrize("form", ["村务公开", "河南2017清单", "不予公开负面清单"])
def test_levels_in_one_column_are_written_as_one_name(form: str) -> None:
    """Equal names of two levels are written once, a 名称 of its own last."""
    raw = {"编号": "某-1", "名称": "丁", "一级事项": "甲", "二级事项": "甲", "三级事项": "丙", "不予公开": "依据"}
    record = item_record(Catalogue("某领域", "某局", "", ""), read_item(0, raw))
    (row,) = lay_out(Library().form(form), [record], name="表", values={"地区": "", "领域": "", "单位": "", "版本": ""}).rows
    assert "甲—丙—丁" in row


# What the words of these forms mean


@pytest.mark.parametrize("form", ["莒南十五列", "主动公开基本目录"])
def test_attribute_and_way_of_publishing_are_not_what_they_are_elsewhere(form: str) -> None:
    """公开属性 is 主动公开 or 依申请公开, which other forms call 公开方式; 公开方式 is the key 公开形式."""
    columns = {column.header: column.names for column in Library().form(form).columns}
    assert columns["公开属性"] == {"公开方式"}
    assert columns["公开方式"] == {"公开形式"}


def test_way_of_publishing_of_2017_is_the_platform() -> None:
    columns = {column.header: column.names for column in Library().form("河南2017目录").columns}
    assert columns["公开方式"] == {"公开渠道"}


@pytest.mark.parametrize("form", [name for name, path in Library().form_paths.items() if "渠道框" in Library().form(name).words])
def test_two_boxes_stand_on_one_line(form: str) -> None:
    """In print: also where the columns are drawn together to the width of the page."""
    found = Library().form(form)
    record = item_record(Catalogue("领域", "单位", "", "", []), read_item(0, {}))
    (cells,) = lay_out(found, [record], name=form, values={"地区": "", "领域": ""}).rows
    column = next(number for number, column in enumerate(found.columns) if column.path.startswith("公开渠道"))
    width = found.columns[column].width * min(1, found.page.text_width / sum(leaf.width for leaf in found.columns))
    room = capacity(width, found.columns[column].style.size)
    pairs = [line for line in cells[column].split("\n") if line.count("□") == 2]
    assert len(pairs) == 6
    assert [line for line in pairs if print_width(line) > room] == []


@pytest.mark.parametrize("form", FORMS)
def test_paper_and_widths(form: str) -> None:
    """A3 from fifteen columns on; a form of its own is as wide as its page, one that is based on another near it."""
    found = Library().form(form)
    width = sum(column.width for column in found.columns)
    assert found.page.paper == ("A3" if len(found.columns) >= 15 else "A4")
    if not found.page.landscape:
        assert width == found.page.text_width
    elif (SAMPLES.parents[2] / "templates" / "forms" / f"{form}.yaml").read_text("utf-8").find("基于:") < 0:
        assert width == (A3 if found.page.paper == "A3" else A4)
    else:
        assert 0.75 < width / found.page.text_width < 1.15
