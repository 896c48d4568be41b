"""Every rule by its own samples: the good one has no finding, the bad one exactly the finding at the marked place."""

from __future__ import annotations

from datetime import date

import pytest

from conftest import CATALOGUE_PATH, REGION, REGION_PATH, Check
from gwcat.adopt.record import state
from gwcat.model.catalogue import read_item
from gwcat.model.finding import Finding, Place, Rule, Sample
from gwcat.review.record import Confirmation, record_text
from gwcat.rules.engine import all_rules
from items import with_lines
from marking import marked

FLOW_PATH = "catalogs/莒南/流程/样例.yaml"
_SAMPLES = [pytest.param(rule, rule.sample, id=rule.code) for rule in all_rules() if rule.sample]


def whole_file(sample: Sample, text: str) -> str:
    """The file that a sample is a part of."""
    return with_lines(text) if sample.kind == "item" else text


# Above the workspace of samples that adopt: three items, of which one has changed, one is as it was when the region looked, and
# one is new; a fourth has gone.
ABOVE = (
    "领域: 社会救助\n事项:\n"
    + "".join(f"  - {{编号: 社会救助-90{n}, 一级事项: 临时救助, 二级事项: 事项{n}, 核实: 否}}\n" for n in (1, 2, 3))
    + "  - {编号: 社会救助-904, 一级事项: 临时救助, 二级事项: 事项4, 公开时限: 自信息形成或者变更之日起10个工作日内, "
    "公开内容: 评估报告（涉密信息除外）, 核实: 否}\n"
)
LOOKED_AT = """\
社会救助/县民政局.yaml:
  社会救助-901: {一级事项: 00000000, 二级事项: 00000000}
  社会救助-902: {一级事项: "%s", 二级事项: "%s"}
  社会救助-909: {一级事项: 00000000}
"""


LATER = ("国土资源局", "15个工作日", "国务院令第711号", "2017年6月30日")
SEVERAL_LEVELS = "对应国家事项: 社会救助-013"  # an item that the county publishes within ten working days


# What the units of the workspace of samples of review have confirmed: an item that has changed since, one that is as it was, one
# long ago, and two that are not published, of which one long ago. The 基准日 is 2018-01-31.
def confirmed() -> str:
    """The record of them."""
    raw = {"一级事项": "临时救助"}
    withheld = {**raw, "不予公开": "涉及个人隐私"}
    days = {931: "2018-01-01", 932: "2017-02-01", 933: "2017-01-31", 934: "2017-01-31", 935: "2017-02-01"}
    found = {
        f"社会救助-{number}": Confirmation(
            "县民政局", date.fromisoformat(day), state(read_item(0, withheld if number > 933 else raw))
        )
        for number, day in days.items()
    }
    found["社会救助-931"] = found["社会救助-931"]._replace(state={"一级事项": "00000000"})
    return record_text({"社会救助/县民政局.yaml": found})


def findings(check: Check, sample: Sample, text: str) -> list[Finding]:
    if sample.kind == "region":
        return check(region=text)
    if sample.kind == "flow":  # judged by the law as revised in 2019
        return check(region=REGION.replace("2018-01-31", "2020-11-30") + "流程: [样例]\n", files={FLOW_PATH: text})
    if any(words in text for words in LATER):  # which was right at the date of the usual workspace, or not there yet
        return check(catalogue=text, region=REGION.replace("2018-01-31", "2020-11-30"))
    if SEVERAL_LEVELS in text and "大店镇" in text:
        county = with_lines("公开时限: 自信息形成或者变更之日起10个工作日内\n对应国家事项: 社会救助-013")
        return check(catalogue=text, files={"catalogs/莒南/社会救助/县财政局.yaml": county})
    if "社会救助-93" in text:
        return check(catalogue=text, files={"catalogs/莒南/审阅记录.yaml": confirmed()})
    if "采用:" not in text.replace("⟦采用⟧", "采用"):
        return check(catalogue=text)
    same = state(read_item(0, {"一级事项": "临时救助", "二级事项": "事项2"}))
    record = LOOKED_AT % (same["一级事项"], same["二级事项"])
    files = {"catalogs/国家/社会救助.yaml": ABOVE, "catalogs/莒南/采用记录.yaml": record}
    return [finding for finding in check(catalogue=text, files=files) if finding.place.path != "catalogs/国家/社会救助.yaml"]


@pytest.mark.parametrize(("rule", "sample"), _SAMPLES)
def test_the_good_sample_is_good(check: Check, rule: Rule, sample: Sample) -> None:
    found = findings(check, sample, whole_file(sample, sample.good))
    assert [finding for finding in found if finding.rule is rule] == []


@pytest.mark.parametrize(("rule", "sample"), _SAMPLES)
def test_the_bad_sample_has_this_finding_at_the_marked_place(check: Check, rule: Rule, sample: Sample) -> None:
    text, spot = marked(whole_file(sample, sample.bad))
    path = {"region": REGION_PATH, "flow": FLOW_PATH}.get(sample.kind, CATALOGUE_PATH)
    found = [finding for finding in findings(check, sample, text) if finding.rule is rule]
    assert [finding.place for finding in found] == [Place(path, *spot)]
    assert found[0].severity == rule.severity
    assert found[0].help


@pytest.mark.parametrize(("rule", "sample"), [param for param in _SAMPLES if param.values[1].kind != "catalogue"])  # type: ignore[union-attr]
def test_one_fault_is_one_finding(check: Check, rule: Rule, sample: Sample) -> None:
    """Samples of items and regions stand in an otherwise faultless workspace: nothing else may be complained of."""
    text, _ = marked(whole_file(sample, sample.bad))
    assert [finding.rule.code for finding in findings(check, sample, text)] == [rule.code]


@pytest.mark.parametrize(("rule", "sample"), [param for param in _SAMPLES if param.values[1].kind != "catalogue"])  # type: ignore[union-attr]
def test_good_samples_of_items_and_regions_are_faultless(check: Check, rule: Rule, sample: Sample) -> None:
    assert findings(check, sample, whole_file(sample, sample.good)) == []


def test_the_workspace_that_samples_are_put_into_is_faultless(check: Check) -> None:
    assert check() == []
    assert check(catalogue=with_lines("公开方式: 主动公开")) == []
