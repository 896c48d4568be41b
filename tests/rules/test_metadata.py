"""What every rule says of itself, and the documents made from it."""

from __future__ import annotations

import re

import pytest

from conftest import REPOSITORY
from gwcat.model.finding import SEVERITIES, Rule
from gwcat.report.rules import rules_markdown
from gwcat.rules import registry
from gwcat.rules.engine import all_rules
from gwcat.source.refusals import REFUSALS

_RULES = pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.code) for rule in all_rules()])


def test_codes_are_unique_and_sorted() -> None:
    codes = [rule.code for rule in all_rules()]
    assert codes == sorted(set(codes))
    assert all(re.fullmatch(r"GW\d{3}", code) for code in codes)


def test_names_are_unique_because_rules_can_be_asked_for_by_name() -> None:
    names = [(rule.name, rule.code) for rule in all_rules()]
    seen: dict[str, str] = {}
    assert [(name, code, seen[name]) for name, code in names if seen.setdefault(name, code) != code] == []


@_RULES
def test_a_rule_explains_itself_in_chinese(rule: Rule) -> None:
    for words in (rule.name, rule.summary, rule.why, rule.source):
        assert re.search("[一-鿿]", words)
    assert rule.summary.endswith("。")
    assert rule.why.endswith("。")
    assert rule.severity in SEVERITIES
    assert re.fullmatch(r"\d+\.\d+\.\d+", rule.since)
    assert len(rule.name) <= 12


@_RULES
def test_a_rule_beyond_the_reader_has_a_sample(rule: Rule) -> None:
    assert rule.sample is not None or rule in REFUSALS


@_RULES
def test_a_sample_marks_one_place_and_its_good_form_none(rule: Rule) -> None:
    if rule.sample is not None:
        assert re.fullmatch("[^⟦⟧]*⟦[^⟦⟧]*⟧[^⟦⟧]*", rule.sample.bad)
        assert not re.search("[⟦⟧]", rule.sample.good)
        assert rule.sample.good != rule.sample.bad.replace("⟦", "").replace("⟧", "")


def test_families_keep_their_hundreds() -> None:
    homes = {entry.check.__module__.rsplit(".", 1)[1]: set[str]() for entry in registry.registered()}
    for entry in registry.registered():
        homes[entry.check.__module__.rsplit(".", 1)[1]].add(entry.rule.code[2])
    assert homes == {
        "structure": {"1"},
        "vocabulary": {"2"},
        "subject": {"2"},
        "elements": {"3"},
        "region": {"4"},
        "privacy": {"5"},
        "adoption": {"6"},
        "agreement": {"7"},
        "review": {"7"},
        "upkeep": {"7"},
        "flow": {"7"},
        "flow_limit": {"7"},
        "flow_use": {"7"},
        "deadline": {"8"},
        "basis": {"9"},
        "secrecy": {"5"},
        "statutes": {"9"},
        "timing": {"8"},
    }
    assert {rule.code[2] for rule in REFUSALS} == {"0"}


def test_a_code_cannot_be_taken_twice() -> None:
    first = registry.registered()[0].rule
    register = registry.rule(first.code, "同号", "error", "item", summary="甲。", why="乙。", source="丙", bad="⟦⟧", good="")
    with pytest.raises(ValueError, match=first.code):
        register(lambda case, item: ())
    assert registry.registered()[0].rule is first


def test_the_document_of_rules_is_fresh() -> None:
    assert (REPOSITORY / "docs" / "rules.md").read_text(encoding="utf-8") == rules_markdown(all_rules())


def test_the_document_has_every_rule_with_its_samples() -> None:
    text = rules_markdown(all_rules())
    assert re.findall(r"^## (GW\d{3}) ", text, re.MULTILINE) == [rule.code for rule in all_rules()]
    assert text.count("```yaml\n# 错\n") == sum(rule.sample is not None for rule in all_rules())
    assert text.count("```") % 2 == 0
    assert not re.search("[⟦⟧]", text)
