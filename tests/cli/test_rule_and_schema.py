"""`gwcat rule` and `gwcat schema`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import REPOSITORY, Run
from gwcat.rules.engine import all_rules
from gwcat.source.schemata import schema_files


def test_the_list_names_every_rule(gwcat: Run) -> None:
    done = gwcat("rule")
    assert (done.returncode, done.stderr) == (0, "")
    assert [line[:5] for line in done.stdout.splitlines()] == [rule.code for rule in all_rules()]


@pytest.mark.parametrize("name", ["GW204", "gw204", " GW204 ", "公开渠道未登记"])
def test_one_rule_by_code_or_name(gwcat: Run, name: str) -> None:
    done = gwcat("rule", name)
    assert done.returncode == 0
    assert done.stdout.startswith("GW204 公开渠道未登记（错误）\n")
    for heading in ("要求：", "为什么：", "出处：", "错（", "对（"):
        assert heading in done.stdout


@pytest.mark.parametrize(("name", "near"), [("GW2O4", "GW204"), ("GW999", "GW"), ("公开渠道没登记", "GW204"), ("204", "GW204")])
def test_an_unknown_rule_names_the_nearest(gwcat: Run, name: str, near: str) -> None:
    done = gwcat("rule", name)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"“{name}”" in done.stderr
    assert near in done.stderr


def test_rules_as_json(gwcat: Run) -> None:
    rules = json.loads(gwcat("rule", "--format", "json").stdout)["rules"]
    assert [rule["code"] for rule in rules] == [rule.code for rule in all_rules()]
    (one,) = json.loads(gwcat("rule", "GW101", "--format", "json").stdout)["rules"]
    assert (one["code"], one["severity"]) == ("GW101", "error")


def test_rules_as_the_document(gwcat: Run) -> None:
    done = gwcat("rule", "--format", "markdown")
    assert done.stdout == (REPOSITORY / "docs" / "rules.md").read_text(encoding="utf-8")


def test_the_committed_schemas_are_fresh(gwcat: Run) -> None:
    done = gwcat("schema", "--check", "--out", REPOSITORY / "schemas")
    assert (done.returncode, done.stdout) == (0, "")


def test_schemas_are_written_where_they_are_asked_for(gwcat: Run, tmp_path: Path) -> None:
    done = gwcat("schema", "--out", "新的/schemas", cwd=tmp_path)
    assert done.returncode == 0
    assert {path.name: path.read_bytes() for path in (tmp_path / "新的/schemas").iterdir()} == schema_files()
    assert len(done.stdout.splitlines()) == len(schema_files())
    again = gwcat("schema", "--out", "新的/schemas", cwd=tmp_path)
    assert (again.returncode, again.stdout) == (0, "")


def test_a_stale_or_missing_schema_is_a_difference_and_stays_as_it_is(gwcat: Run, tmp_path: Path) -> None:
    gwcat("schema", cwd=tmp_path)
    names = sorted(schema_files())
    (tmp_path / "schemas" / names[0]).write_bytes(b"{}\n")
    (tmp_path / "schemas" / names[1]).unlink()
    done = gwcat("schema", "--check", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout.splitlines() == [f"schemas/{names[0]}: 不是最新", f"schemas/{names[1]}: 不是最新"]
    assert (tmp_path / "schemas" / names[0]).read_bytes() == b"{}\n"
    assert not (tmp_path / "schemas" / names[1]).exists()


def test_schemas_into_a_file_s_place(gwcat: Run, tmp_path: Path) -> None:
    (tmp_path / "挡路").write_text("甲")
    done = gwcat("schema", "--out", "挡路", cwd=tmp_path)
    assert done.returncode == 3
    assert "改法：" in done.stderr
