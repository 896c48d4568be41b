"""What `gwcat init` writes for GitHub, GitLab and pre-commit: right by the services' own schemas, and it runs."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import jsonschema
import pytest
import yaml

from conftest import REPOSITORY, Run, write_files

BIN = Path(sys.executable).parent
HOOKS = REPOSITORY / ".pre-commit-hooks.yaml"


@pytest.fixture
def project(gwcat: Run, tmp_path: Path) -> Path:
    """A project of a county with one domain."""
    assert gwcat("init", "宜丰", "--county", "宜丰县", "--domain", "社会救助", "--version-name", "2025.1").returncode == 0
    return tmp_path / "宜丰"


def called(command: Sequence[object], cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    surroundings = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "LC_ALL": "C.UTF-8", **env}
    return subprocess.run(
        list(map(str, command)), cwd=cwd, env=surroundings, capture_output=True, encoding="utf-8", timeout=120, check=False
    )


SERVICES = {
    "github": (".github/workflows/gwcat.yml", ["--builtin-schema", "vendor.github-workflows"]),
    "gitlab": (".gitlab-ci.yml", ["--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci"]),
}


@pytest.mark.parametrize(("path", "options"), SERVICES.values(), ids=SERVICES)
def test_the_services_take_them(project: Path, path: str, options: list[str]) -> None:
    done = called([BIN / "check-jsonschema", *options, project / path], project)
    assert done.returncode == 0, done.stdout + done.stderr
    broken = (project / path).read_text("utf-8").replace("runs-on:", "runs_on:").replace("    when: always", "    when: 有时候")
    write_files(project, {path: broken})
    assert called([BIN / "check-jsonschema", *options, project / path], project).returncode == 1  # the schema is no dummy


@pytest.mark.parametrize("path", ["docs/ci.md"])
def test_the_examples_of_the_documents_are_taken(tmp_path: Path, path: str) -> None:
    samples = re.findall(r"```yaml\n(.*?)```", (REPOSITORY / path).read_text("utf-8"), re.DOTALL)
    workflows = [text for text in samples if "runs-on:" in text]
    assert len(workflows) == 2
    for text in workflows:
        write_files(tmp_path, {"流水线.yml": text})
        done = called([BIN / "check-jsonschema", *SERVICES["github"][1], "流水线.yml"], tmp_path)
        assert done.returncode == 0, done.stdout
    (gitlab,) = (text for text in samples if "reports:" in text)
    write_files(tmp_path, {".gitlab-ci.yml": gitlab})
    assert called([BIN / "check-jsonschema", *SERVICES["gitlab"][1], ".gitlab-ci.yml"], tmp_path).returncode == 0


def commands(project: Path, service: str) -> list[str]:
    """The lines that the validating job runs, but for installing."""
    tree = yaml.safe_load((project / SERVICES[service][0]).read_text("utf-8"))
    lines = (
        [step["run"] for step in tree["jobs"]["validate"]["steps"] if "run" in step]
        if service == "github"
        else tree["校验"]["script"]
    )
    return [line for line in lines if "pip install" not in line]


def ran(project: Path, lines: Sequence[str]) -> list[subprocess.CompletedProcess[str]]:
    return [called(["bash", "-e", "-c", line], project, GITHUB_STEP_SUMMARY="", GITHUB_WORKSPACE=str(project)) for line in lines]


@pytest.mark.parametrize("service", SERVICES)
def test_the_lines_of_the_job_run(project: Path, service: str) -> None:
    lines = commands(project, service)
    assert len(lines) == 2
    assert [done.returncode for done in ran(project, lines)] == [0, 0]
    region = (project / "catalogs/宜丰/region.yaml").read_text("utf-8")
    write_files(project, {"catalogs/宜丰/region.yaml": region.replace("样表: 国家2019", "样表: 国家2091")})
    codes = [done.returncode for done in ran(project, lines)]
    assert codes == ([1, 0] if service == "github" else [0, 1])  # one line says so, the other leaves the report
    report = project / ("gwcat.sarif" if service == "github" else "gwcat.xml")
    assert "国家2091" in report.read_text("utf-8")
    assert called(["git", "check-ignore", "-q", "--no-index", report.name], _in_git(project)).returncode == 0


def test_annotations_and_the_report_go_where_the_services_look(project: Path) -> None:
    github = yaml.safe_load((project / SERVICES["github"][0]).read_text("utf-8"))["jobs"]["validate"]
    upload = next(step for step in github["steps"] if "upload-sarif" in step.get("uses", ""))
    assert f"--output {upload['with']['sarif_file']}" in next(
        step["run"] for step in github["steps"] if "sarif" in step.get("run", "")
    )
    assert github["permissions"]["security-events"] == "write"
    gitlab = yaml.safe_load((project / SERVICES["gitlab"][0]).read_text("utf-8"))["校验"]
    assert f"--output {gitlab['artifacts']['reports']['junit']}" in gitlab["script"][0]


def _in_git(project: Path) -> Path:
    called(["git", "init", "-q"], project)
    return project


# pre-commit.


def test_the_manifest_is_right(tmp_path: Path) -> None:
    done = called([BIN / "pre-commit", "validate-manifest", HOOKS], tmp_path, PRE_COMMIT_HOME=str(tmp_path / "家"))
    assert done.returncode == 0, done.stdout + done.stderr


def hooked(project: Path, home: Path) -> Mapping[str, str]:
    """The project in git, with the hooks of the manifest that use the gwcat of this Python instead of installing one."""
    hooks = [{**hook, "language": "system"} for hook in yaml.safe_load(HOOKS.read_text("utf-8"))]
    config = {"repos": [{"repo": "local", "hooks": hooks}]}
    write_files(project, {".pre-commit-config.yaml": json.dumps(config, ensure_ascii=False)})
    env = {"PRE_COMMIT_HOME": str(home), "GIT_AUTHOR_NAME": "甲", "GIT_AUTHOR_EMAIL": "a@example.invalid"}
    env |= {"GIT_COMMITTER_NAME": "甲", "GIT_COMMITTER_EMAIL": "a@example.invalid", "GIT_CONFIG_GLOBAL": os.devnull}
    for command in (
        ["git", "init", "-q"],
        ["git", "add", "."],
        ["git", "commit", "-q", "-m", "建立"],
        [BIN / "pre-commit", "install"],
    ):
        done = called(command, project, **env)
        assert done.returncode == 0, done.stderr
    return env


def test_hooks_stop_a_commit_with_errors(project: Path, tmp_path: Path) -> None:
    env = hooked(project, tmp_path / "家")
    path = "catalogs/宜丰/region.yaml"
    right = (project / path).read_text("utf-8")

    def commit(files: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
        write_files(project, files)
        called(["git", "add", "-A"], project, **env)
        return called(["git", "commit", "-m", "改"], project, **env)

    wrong = commit({path: right.replace("样表: 国家2019", "样表: 国家2091")})
    assert wrong.returncode == 1
    assert "国家2091" in wrong.stdout + wrong.stderr
    untidy = commit({path: f"{right}\n\n"})
    assert untidy.returncode == 1  # what was laid out anew wants to be looked at
    assert (project / path).read_text("utf-8") == right
    assert commit({path: right.replace("2025.1", "2025.2")}).returncode == 0
    other = commit({"说明.txt": "与目录无关\n"})
    assert other.returncode == 0
    assert "Skipped" in other.stdout + other.stderr
    assert commit({"gwcat.yaml": "规则: {GW999: 关闭}\n"}).returncode == 1


def test_the_schemas_lead_out_of_every_file_that_is_written(project: Path) -> None:
    for path in sorted(project.glob("catalogs/**/*.yaml")):
        first = path.read_text("utf-8").split("\n", 1)[0]
        if "$schema=" in first:
            schema = (path.parent / first.split("$schema=")[1]).resolve()
            assert schema.is_relative_to(project.resolve())
            jsonschema.Draft7Validator.check_schema(json.loads(schema.read_text("utf-8")))


def test_the_document_shows_the_settings_that_init_writes() -> None:
    written = json.loads((REPOSITORY / "templates/project/vscode-settings.json").read_text("utf-8"))
    samples = re.findall(r"```json\n(.*?)```", (REPOSITORY / "docs/editor.md").read_text("utf-8"), re.DOTALL)
    shown = json.loads(samples[0])
    assert len(shown) == 5
    assert {key: written[key] for key in shown} == shown
    assert all(json.loads(sample) for sample in samples)
