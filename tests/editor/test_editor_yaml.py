"""The JSON Schemas in the YAML language server that VS Code, Vim, Emacs and Helix use: it completes and explains in Chinese."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from conftest import REPOSITORY, Run
from editors import Editor, editor, place
from programs import yaml_server

pytestmark = pytest.mark.editor
HEAD = "# yaml-language-server: $schema=../../../schemas/catalogue.schema.json\n"
REGION_HEAD = "# yaml-language-server: $schema=../../schemas/region.schema.json\n"
SETTINGS = json.loads((REPOSITORY / "templates/project/vscode-settings.json").read_text("utf-8"))
CAPABILITIES = {
    "workspace": {"configuration": True, "workspaceFolders": True},
    "textDocument": {
        "completion": {"completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}},
        "hover": {"contentFormat": ["markdown"]},
    },
}


@contextmanager
def yaml_editor(root: Path, settings: dict[str, Any] | None = None) -> Iterator[Editor]:
    """An editor in Chinese with the YAML language server and nothing fetched from outside."""
    yaml = {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}}
    sections: dict[str, Any] = {"yaml": {**yaml, **(settings or {})}}

    def configuration(params: Any) -> list[Any]:
        return [sections.get(item.get("section"), {}) for item in params["items"]]

    with editor(
        yaml_server(), root, {"workspace/configuration": configuration}, capabilities=CAPABILITIES, locale="zh-cn"
    ) as one:
        yield one


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The schemas and the county of 莒南 outside the checkout."""
    root = tmp_path / "项目 一"
    shutil.copytree(REPOSITORY / "schemas", root / "schemas")
    shutil.copytree(REPOSITORY / "catalogs" / "莒南", root / "catalogs" / "莒南")
    return root


def offered(one: Editor, uri: str, text: str, sign: str, after: int) -> dict[str, str]:
    """Label -> documentation of what is offered at a place."""
    answer = one.request("textDocument/completion", one.at(uri, *place(text, sign, after)))
    items = answer["items"] if isinstance(answer, dict) else answer
    return {item["label"]: _words(item.get("documentation")) for item in items}


def _words(documentation: Any) -> str:
    return documentation["value"] if isinstance(documentation, dict) else documentation or ""


def messages(found: list[Any]) -> dict[int, str]:
    """Line (from 0) -> what is said there."""
    return {finding["range"]["start"]["line"]: finding["message"] for finding in found}


BEGUN = HEAD + "领域: 社会救助\n单位: 县民政局\n事项:\n  - 编号: 社会救助-003\n    公开方式: \n    公开渠道: []\n    "


def test_keys_are_completed_with_their_meaning(project: Path) -> None:
    path = project / "catalogs/莒南/社会救助/新.yaml"
    with yaml_editor(project) as one:
        uri = one.open(path, BEGUN)
        keys = offered(one, uri, BEGUN, "[]\n    ", 7)
    assert {"一级事项", "公开时限", "公开层级", "核实"} <= set(keys)
    assert not {"编号", "公开渠道"} & set(keys)  # they are there
    assert all(re.search("[一-鿿]{2}", words) for words in keys.values())
    assert "20个工作日" in keys["公开时限"]


def test_keys_of_a_region_are_completed(project: Path) -> None:
    text = REGION_HEAD + "名称: 莒南县\n层级: 县级\n\n"
    with yaml_editor(project) as one:
        uri = one.open(project / "catalogs/莒南/region.yaml", text)
        keys = offered(one, uri, text, "县级\n", 3)
    assert {"简称", "基准日", "领域分工", "报送", "附件"} <= set(keys)
    assert "单位名录" in keys["单位"]


def test_values_are_completed(project: Path) -> None:
    path = project / "catalogs/莒南/社会救助/新.yaml"
    with yaml_editor(project) as one:
        uri = one.open(path, BEGUN)
        assert list(offered(one, uri, BEGUN, "公开方式: ", 6)) == ["主动公开", "依申请公开"]
        assert {"政府网站", "公开查阅点", "其他"} <= set(offered(one, uri, BEGUN, "[]", 1))
        for key, known in (("样表", "国家2019"), ("领域", "国土空间规划"), ("单位", "")):
            text = f"{HEAD}{key}: \n"
            uri = one.open(path.with_name(f"{key}.yaml"), text)
            found = offered(one, uri, text, f"{key}: ", len(key) + 2)
            assert not known or known in found
            assert not {"true", "false", "null", '""'} & set(found)


def test_a_whole_item_is_offered(project: Path) -> None:
    text = HEAD + "领域: 社会救助\n事项:\n  - "
    with yaml_editor(project) as one:
        uri = one.open(project / "catalogs/莒南/社会救助/新.yaml", text)
        assert "新事项" in offered(one, uri, text, "  - ", 4)


def test_hovering_explains_in_chinese(project: Path) -> None:
    path = project / "catalogs/莒南/社会救助/县民政局.yaml"
    text = path.read_text("utf-8")
    with yaml_editor(project) as one:
        uri = one.open(path)
        for key, words in (("公开时限", "第二十六条"), ("公开主体", "制作、获取该信息"), ("一级事项", "分类")):
            shown = one.request("textDocument/hover", one.at(uri, *place(text, f"{key}:", 1)))["contents"]["value"]
            assert words in shown


def test_mistakes_are_told_in_chinese(project: Path) -> None:
    text = HEAD + "领域: [甲]\n天气: 晴\n事项:\n  - 一级事项: 甲\n"
    with yaml_editor(project) as one:
        found = messages(one.diagnostics(one.open(project / "catalogs/莒南/社会救助/新.yaml", text)))
    assert set(found) == {1, 2, 4}
    assert "天气" in found[2]
    assert "编号" in found[4]


def test_what_an_editor_reads_otherwise_is_no_mistake(project: Path) -> None:
    text = (
        HEAD
        + "领域: 社会救助\n单位:\n版本: 2018.1\n采用:\n事项:\n  - {编号: 001, 序号: 1, 备注: no, 咨询电话: 7212345, 核实: true}\n"
    )
    with yaml_editor(project) as one:
        assert one.diagnostics(one.open(project / "catalogs/莒南/社会救助/新.yaml", text)) == []


def test_the_real_catalogues_have_no_mistake() -> None:
    files = [*sorted(REPOSITORY.glob("catalogs/*/region.yaml")), *sorted(REPOSITORY.glob("catalogs/莒南/*/*.yaml"))]
    files += [*sorted(REPOSITORY.glob("catalogs/国家/*.yaml"))[:3], *sorted(REPOSITORY.glob("catalogs/泊里/*/*.yaml"))[:3]]
    assert len(files) > 25
    with yaml_editor(REPOSITORY, {"schemas": SETTINGS["yaml.schemas"]}) as one:
        assert {path.name: found for path in files if (found := one.diagnostics(one.open(path)))} == {}


def test_this_repository_has_the_settings_of_a_project() -> None:
    assert json.loads((REPOSITORY / ".vscode/settings.json").read_text("utf-8")) == SETTINGS


def test_the_settings_that_init_writes_lead_to_the_schemas(gwcat: Run, tmp_path: Path) -> None:
    assert gwcat("init", "项目 一", "--county", "宜丰县", "--domain", "社会救助").returncode == 0
    project = tmp_path / "项目 一"
    settings = json.loads((project / ".vscode/settings.json").read_text("utf-8"))
    wrong = "天气: 晴\n"  # without the line that names the schema
    with yaml_editor(project, {"schemas": settings["yaml.schemas"]}) as one:
        for path in ("catalogs/宜丰/region.yaml", "catalogs/宜丰/社会救助/新.yaml", "catalogs/国家/新.yaml"):
            assert "天气" in json.dumps(one.diagnostics(one.open(project / path, wrong)), ensure_ascii=False), path
        for path in ("catalogs/宜丰/附件/名单.yaml", "catalogs/宜丰/采用记录.yaml", "gwcat.yaml", ".gitlab-ci.yml"):
            assert one.diagnostics(one.open(project / path, wrong)) == [], path
    with yaml_editor(project, {"schemas": settings["yaml.schemas"]}) as one:
        for written in sorted(project.glob("catalogs/宜丰/**/*.yaml")):
            assert one.diagnostics(one.open(written)) == []
