"""Findings for code scanning: SARIF 2.1.0, by its schema and by what the schema cannot say."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any
from urllib.parse import unquote

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import CATALOGUE, CATALOGUE_PATH, ITEM, Check, Golden
from gwcat import __version__
from gwcat.model.finding import Finding, Place, Rule, Severity
from gwcat.report.sarif import sarif_report
from gwcat.report.text import Source
from gwcat.rules.engine import all_rules
from items import HEAD, item_with, with_lines
from programs import VALIDATOR, missing

_RULE = Rule("GW999", "测试规则", "error", "要求。", "为什么。", "出处")
_PATH = "catalogs/莒南/社会救助/县民政局.yaml"
_FAULTY = with_lines("公开期限: 每年\n公开时限:\n公开渠道: [政府网站, 😀村口大树]\n公开对象: 群众")
_OFFICIAL = VALIDATOR / "node_modules" / "@microsoft" / "jest-sarif" / "lib" / "schemas" / "sarif-2.1.0-rtm.5.json"


def found(message: str = "这里不对。", place: Place | None = None, **others: Any) -> Finding:
    return Finding(_RULE, message, place or Place(_PATH, 3, 5, 3, 9), **others)


def nothing(_: str) -> list[str]:
    return []


def lines_of(text: str) -> Source:
    return lambda path: text.split("\n")


def run_of(findings: list[Finding], source: Source = nothing, prefix: str = "", rules: tuple[Rule, ...] = ()) -> dict[str, Any]:
    """The only run of a report, which must be valid."""
    log = json.loads(sarif_report(findings, rules, source, prefix))
    assert_valid(log)
    run: dict[str, Any] = log["runs"][0]
    return run


def result_of(finding: Finding, prefix: str = "") -> dict[str, Any]:
    (result,) = run_of([finding], prefix=prefix)["results"]
    assert isinstance(result, dict)
    return result


# Validity: what the standard says of the properties that are used; nothing else may be there.

_TEXT = {"type": "string", "minLength": 1}
_COUNT = {"type": "integer", "minimum": 1}
_INDEX = {"type": "integer", "minimum": 0}
_LEVEL = {"enum": ["none", "note", "warning", "error"]}
_LANGUAGE = {"type": "string", "pattern": "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$"}


def closed(required: dict[str, Any], **optional: Any) -> dict[str, Any]:
    """The schema of an object that has these properties and no others."""
    return {
        "type": "object",
        "required": list(required),
        "properties": {**required, **optional},
        "additionalProperties": False,
    }


def several(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items, "uniqueItems": True}


_WORDS = closed({"text": _TEXT})
_FILE = closed({"uri": {"type": "string", "format": "uri-reference"}, "uriBaseId": _TEXT, "index": _INDEX})
_REGION = closed(dict.fromkeys(("startLine", "startColumn", "endLine", "endColumn"), _COUNT))
_SPOT = closed({"artifactLocation": _FILE, "region": _REGION})
_PLACED = closed({"charOffset": _INDEX, "charLength": _INDEX})
_CHANGE = closed(
    {
        "artifactLocation": _FILE,
        "replacements": several(closed({"deletedRegion": _PLACED, "insertedContent": closed({"text": {"type": "string"}})})),
    }
)
_DESCRIPTOR = closed(
    {
        "id": _TEXT,
        "name": _TEXT,
        "shortDescription": _WORDS,
        "fullDescription": _WORDS,
        "help": closed({"text": _TEXT, "markdown": _TEXT}),
        "defaultConfiguration": closed({"level": _LEVEL}),
        "properties": closed({"tags": several(_TEXT), "problem.severity": {"enum": ["error", "warning", "recommendation"]}}),
    }
)
_RESULT = closed(
    {
        "ruleId": _TEXT,
        "ruleIndex": _INDEX,
        "level": _LEVEL,
        "message": _WORDS,
        "locations": several(
            closed({"physicalLocation": _SPOT}, logicalLocations=several(closed({"fullyQualifiedName": _TEXT})))
        ),
        "partialFingerprints": closed({"gwcatFinding/v1": _TEXT}),
    },
    relatedLocations=several(closed({"id": _INDEX, "physicalLocation": _SPOT, "message": _WORDS})),
    fixes=several(closed({"description": _WORDS, "artifactChanges": several(_CHANGE)})),
    properties=closed({"help": _TEXT}),
)
_DRIVER = closed(
    {"name": _TEXT, "version": _TEXT, "semanticVersion": _TEXT, "language": _LANGUAGE, "rules": several(_DESCRIPTOR)}
)
_RUN = closed(
    {
        "tool": closed({"driver": _DRIVER}),
        "language": _LANGUAGE,
        "invocations": several(closed({"executionSuccessful": {"type": "boolean"}})),
        "originalUriBaseIds": closed({"%SRCROOT%": closed({"description": _WORDS})}),
        "columnKind": {"const": "unicodeCodePoints"},
        "defaultEncoding": _TEXT,
        "defaultSourceLanguage": _TEXT,
        "artifacts": several(closed({"location": _FILE})),
        "results": {"type": "array", "items": _RESULT},
    }
)
_LOG = closed({"$schema": {"type": "string", "format": "uri"}, "version": {"const": "2.1.0"}, "runs": several(_RUN)})
_VALIDATOR = jsonschema_rs.Draft202012Validator(_LOG, validate_formats=True)


def assert_valid(log: dict[str, Any]) -> None:
    """By the schema above, and by what the standard says of numbers that refer to something else."""
    _VALIDATOR.validate(log)
    (run,) = log["runs"]
    rules, artifacts = run["tool"]["driver"]["rules"], run["artifacts"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        for location in (*result["locations"], *result.get("relatedLocations", ())):
            file, region = location["physicalLocation"]["artifactLocation"], location["physicalLocation"]["region"]
            assert artifacts[file["index"]]["location"] == file
            assert file["uriBaseId"] in run["originalUriBaseIds"]
            assert (region["endLine"], region["endColumn"]) >= (region["startLine"], region["startColumn"])


def official() -> jsonschema_rs.Draft4Validator:
    """The schema of the standard, which a development package ships."""
    if not _OFFICIAL.is_file():
        missing("@microsoft/jest-sarif (npm ci in tests/office/validator)")
    text = _OFFICIAL.read_text(encoding="utf-8").replace("{2}]?$", r"{2}\\]?$")  # a sign that only JavaScript takes unescaped
    return jsonschema_rs.Draft4Validator(json.loads(text), validate_formats=True)


def test_the_schema_of_the_standard(check: Check) -> None:
    validator = official()
    related = ((Place(_PATH, 9, 1), "先用的"),)
    fixable = check(catalogue=with_lines("公开层级: [镇级]\n公开渠道: [门户网站]\n公开依据: 《救助办法》（国务院令第649)"))
    assert sum(finding.fix is not None for finding in fixable) == 3
    every = [found(related=related, data_path=("事项", 3)), found(severity="info", help="{改}"), *fixable]
    for findings in ([], check(catalogue=_FAULTY), check(catalogue="a: ["), every):
        log = json.loads(sarif_report(findings, all_rules(), lines_of(_FAULTY)))
        validator.validate(log)
        assert_valid(log)


@pytest.mark.parametrize("wrong", [{"level": "fatal"}, {"message": {}}, {"columns": 3}, {"fixes": [{"artifactChanges": []}]}])
def test_the_schema_of_the_standard_refuses_what_is_wrong(wrong: dict[str, Any]) -> None:
    log = json.loads(sarif_report([found()], all_rules(), nothing))
    log["runs"][0]["results"][0] |= wrong
    assert not official().is_valid(log)


def test_a_fix_is_made_by_whoever_reads_the_log(check: Check) -> None:
    text = with_lines("备注: 😀\n公开层级: [县级, 镇级]")
    (result,) = run_of(check(catalogue=text))["results"]
    (change,) = result["fixes"][0]["artifactChanges"]
    (edit,) = change["replacements"]
    start = edit["deletedRegion"]["charOffset"]
    end = start + edit["deletedRegion"]["charLength"]
    assert text[:start] + edit["insertedContent"]["text"] + text[end:] == text.replace("镇级", "乡级")


def test_a_whole_log(golden: Golden, check: Check) -> None:
    log = sarif_report(check(catalogue=_FAULTY), (), lines_of(_FAULTY)).replace(f'"{__version__}"', '"<version>"')
    golden("report/sarif.json", log)


def test_nothing_found_is_a_log_without_results() -> None:
    run = run_of([], rules=all_rules())
    assert (run["results"], run["artifacts"]) == ([], [])
    assert len(run["tool"]["driver"]["rules"]) == len(all_rules())


@given(
    st.text(),
    st.text(min_size=1),
    st.text(),
    st.lists(st.one_of(st.text(), st.integers(0, 9)), max_size=4).map(tuple),
)
def test_any_text_gives_a_valid_log_without_control_characters(
    message: str, path: str, help: str, data_path: tuple[str | int, ...]
) -> None:
    place = Place(path, 3, 5)
    finding = found(message, place, data_path=data_path, help=help, related=((place, message),))
    text = sarif_report([finding], (), nothing)
    assert_valid(json.loads(text))
    text.encode()
    assert [char for char in text if unicodedata.category(char) in ("Cc", "Cf") and char != "\n"] == []


# Rules


def test_every_rule_is_described() -> None:
    descriptors = run_of([], rules=all_rules())["tool"]["driver"]["rules"]
    for rule, descriptor in zip(all_rules(), descriptors, strict=True):
        assert (descriptor["id"], descriptor["name"]) == (rule.code, rule.name)
        assert rule.why in descriptor["help"]["text"]
        assert rule.why in descriptor["help"]["markdown"]
        assert descriptor["properties"]["tags"][0] == "政务公开"
        if rule.sample:
            assert rule.sample.good.rstrip() in descriptor["help"]["markdown"]
            assert descriptor["help"]["markdown"].count("```yaml") == 2
        assert not re.search("[⟦⟧]", json.dumps(descriptor, ensure_ascii=False))


def test_every_family_of_rules_has_a_tag() -> None:
    descriptors = run_of([], rules=all_rules())["tool"]["driver"]["rules"]
    tags = {descriptor["id"][:3]: descriptor["properties"]["tags"][1] for descriptor in descriptors}
    assert len(set(tags.values())) == len(tags)


def test_a_rule_that_was_not_announced_is_described_all_the_same() -> None:
    run = run_of([found()], rules=all_rules())
    assert run["tool"]["driver"]["rules"][-1]["id"] == "GW999"


# Places


def test_columns_count_characters(check: Check) -> None:
    findings = check(catalogue=_FAULTY)
    for finding, result in zip(findings, run_of(findings)["results"], strict=True):
        region = result["locations"][0]["physicalLocation"]["region"]
        assert list(region.values()) == [*finding.place[1:]]
        if result["ruleId"] == "GW204":
            line = _FAULTY.split("\n")[region["startLine"] - 1]
            assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == "😀村口大树"


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("catalogs/a b/c.yaml", "catalogs/a%20b/c.yaml"),
        ("catalogs/100%/c.yaml", "catalogs/100%25/c.yaml"),
        ('catalogs/"甲"/#?.yaml', "catalogs/%22%E7%94%B2%22/%23%3F.yaml"),
        ("a:b/c.yaml", "a%3Ab/c.yaml"),
        ("catalogs/\udcbd.yaml", "catalogs/%BD.yaml"),
        ("catalogs/\ud800.yaml", "catalogs/%3F.yaml"),
    ],
    ids=["space", "percent", "signs", "colon", "GBK", "half a character"],
)
def test_paths_are_percent_encoded(path: str, uri: str) -> None:
    result = result_of(found(place=Place(path)))
    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": uri, "uriBaseId": "%SRCROOT%", "index": 0}


def test_paths_begin_at_the_root_of_the_repository() -> None:
    result = result_of(found(related=((Place("catalogs/b.yaml"), "参见"),)), prefix="政务 公开/")
    for location in (*result["locations"], *result["relatedLocations"]):
        assert unquote(location["physicalLocation"]["artifactLocation"]["uri"]).startswith("政务 公开/catalogs/")


def test_a_file_is_one_artifact_however_often_it_is_named() -> None:
    related = ((Place(_PATH, 9, 1), "先用的"), (Place("catalogs/b.yaml", 12, 9), "也见这里"))
    run = run_of([found(related=related), found()])
    assert [artifact["location"]["index"] for artifact in run["artifacts"]] == [0, 1]


def test_related_places_and_the_data_path() -> None:
    related = ((Place("b.yaml", 12, 9), "先用的"), (Place(_PATH, 2, 1, 2, 3), ""))
    result = result_of(found(related=related, data_path=("事项", 3, "公开渠道", 0)))
    assert result["locations"][0]["logicalLocations"] == [{"fullyQualifiedName": "事项[3].公开渠道[0]"}]
    first, second = result["relatedLocations"]
    assert (first["message"]["text"], second["message"]["text"]) == ("先用的", "参见")
    assert list(first["physicalLocation"]["region"].values()) == [12, 9, 12, 9]


# Words


@pytest.mark.parametrize(("severity", "level"), [("error", "error"), ("warning", "warning"), ("info", "note")])
def test_levels(severity: Severity, level: str) -> None:
    assert result_of(found(severity=severity))["level"] == level


@pytest.mark.parametrize(
    ("message", "help", "text"),
    [
        ("不对。", "", "不对。"),
        ("不对。", "请写“甲”。", "不对。改法：请写“甲”。"),
        ("不对。", "写成 {其他: 甲}。", "不对。"),
        ("“{0}”不对。", "", "“{{0}}”不对。"),
        ("“[点我](https://a.invalid)”不对。", "", "“[点我] (https://a.invalid)”不对。"),
        ("甲\x1b[2J\u202e\ud800乙", "", "甲·[2J··乙"),
        ("", "", "测试规则"),
        ("  \n", "", "测试规则"),
        ("长" * 2000, "", "长" * 999 + "…"),
    ],
    ids=["plain", "remedy", "remedy with braces", "placeholder", "link", "control", "empty", "blank", "long"],
)
def test_messages(message: str, help: str, text: str) -> None:
    result = result_of(found(message, help=help))
    assert result["message"]["text"] == text
    assert result.get("properties", {}).get("help", "") == help  # the remedy is there in any case, as it was written


# Fingerprints


def fingerprints(check: Check, catalogue: str) -> list[str]:
    results = run_of(check(catalogue=catalogue), lines_of(catalogue))["results"]
    return [result["partialFingerprints"]["gwcatFinding/v1"] for result in results]


def test_findings_are_told_apart(check: Check) -> None:
    channels = with_lines("公开渠道: [政府网站, 村口大树, 村口水井, 村口大树]\n公开层级: [县乡, 市县]")
    prints = fingerprints(check, channels)
    assert len(set(prints)) == len(prints) == 5


def test_fingerprints_stay_when_lines_move(check: Check) -> None:
    before = fingerprints(check, _FAULTY)
    other = item_with("", identity="社会救助-000").replace("审核信息", "其他")
    assert fingerprints(check, "# 注释\n\n" + HEAD + other + _FAULTY.removeprefix(HEAD)) == before
    assert fingerprints(check, _FAULTY.replace("    公开方式", "    备注: 甲\n    公开方式")) == before


def test_the_same_fault_of_another_item_is_another(check: Check) -> None:
    fault = "公开对象: 群众"
    one = fingerprints(check, with_lines(fault))
    both = HEAD + item_with(fault) + item_with(fault, identity="社会救助-002").replace("审核信息", "其他")
    assert [print_.endswith(":1") for print_ in fingerprints(check, both)] == [True, True]
    assert fingerprints(check, both)[0] == one[0] != fingerprints(check, both)[1]


def test_fingerprints_do_not_depend_on_the_wording() -> None:
    wordings = [found("“甲”不对。"), found("不能写“甲”。"), found("不能写“乙”。")]
    first, second, third = (result_of(finding)["partialFingerprints"] for finding in wordings)
    assert first == second != third


def test_equal_findings_are_counted() -> None:
    results = run_of([found(), found()])["results"]
    prints = [result["partialFingerprints"]["gwcatFinding/v1"] for result in results]
    assert [print_[-2:] for print_ in prints] == [":1", ":2"]
    assert prints[0][:-2] == prints[1][:-2]


def test_the_faultless_catalogue_is_what_the_others_come_from(check: Check) -> None:
    assert ITEM in CATALOGUE
    assert fingerprints(check, CATALOGUE) == []
    assert {unquote(each["location"]["uri"]) for each in run_of(check(catalogue=_FAULTY))["artifacts"]} == {CATALOGUE_PATH}
