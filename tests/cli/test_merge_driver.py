"""The merge driver under a real git: branches merged in a temporary repository."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from conftest import CATALOGUE, CATALOGUE_PATH, REGION, REGION_PATH, Run, write_files

_SECOND = "  - 编号: 社会救助-{}\n    一级事项: {}\n    公开时限: 每季度\n"
OLD = CATALOGUE + _SECOND.format("002", "临时救助")
_NEW = "  - 编号: 社会救助-{}\n    一级事项: 新的\n"


class Repository:
    """A git repository with the driver configured as the README says."""

    def __init__(self, root: Path, program: str) -> None:
        self.root = root
        self.git("init", "-q", "-b", "main")
        self.git("config", "merge.gwcat.name", "gwcat")
        self.git("config", "merge.gwcat.driver", f'"{program}" merge-driver --marker-size %L %O %A %B %P')
        for key, value in (("user.name", "甲"), ("user.email", "a@example.com"), ("core.quotepath", "false")):
            self.git("config", key, value)
        self.git("config", "core.autocrlf", "false")
        self.commit({".gitattributes": "*.yaml merge=gwcat\n", CATALOGUE_PATH: OLD, REGION_PATH: REGION})

    def git(self, *words: str, code: int = 0) -> str:
        """What a git command says."""
        done = subprocess.run(["git", *words], cwd=self.root, capture_output=True, text=True, encoding="utf-8", check=False)
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    def commit(self, files: dict[str, str | bytes | None]) -> None:
        """Write files, or delete them, and commit."""
        write_files(self.root, {path: content for path, content in files.items() if content is not None})
        for path in (path for path, content in files.items() if content is None):
            (self.root / path).unlink()
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "改")

    def merge(self, ours: dict[str, str | bytes | None], theirs: dict[str, str | bytes | None], code: int = 0) -> str:
        """Commit on two branches and merge them; what git says."""
        self.git("checkout", "-q", "-b", "theirs")
        self.commit(theirs)
        self.git("checkout", "-q", "main")
        self.commit(ours)
        return self.git("merge", "--no-edit", "theirs", code=code)

    def text(self, path: str = CATALOGUE_PATH) -> str:
        """A file as it is now."""
        return (self.root / path).read_bytes().decode()


@pytest.fixture
def repository(tmp_path: Path, program: str) -> Repository:
    root = tmp_path / "仓库"
    root.mkdir()
    return Repository(root, program)


def test_both_sides_add_an_item(repository: Repository) -> None:
    repository.merge({CATALOGUE_PATH: OLD + _NEW.format("003")}, {CATALOGUE_PATH: OLD + _NEW.format("004")})
    assert repository.text() == OLD + _NEW.format("003") + _NEW.format("004")


def test_one_side_edits_an_item_and_the_other_moves_it(repository: Repository) -> None:
    item = _SECOND.format("002", "临时救助")
    moved = CATALOGUE.replace("事项:\n", f"事项:\n{item}")
    repository.merge({CATALOGUE_PATH: moved}, {CATALOGUE_PATH: OLD.replace("每季度", "每月")})
    assert repository.text() == moved.replace("每季度", "每月")


def test_both_sides_edit_different_fields_of_one_item(repository: Repository) -> None:
    repository.merge(
        {CATALOGUE_PATH: OLD.replace("临时救助", "救急难")}, {CATALOGUE_PATH: OLD.replace("每季度", "每月  # 县里定的")}
    )
    assert repository.text() == OLD.replace("临时救助", "救急难").replace("每季度", "每月  # 县里定的")


def test_both_sides_edit_the_same_field(repository: Repository, gwcat: Run) -> None:
    said = repository.merge({CATALOGUE_PATH: OLD.replace("每季度", "每月")}, {CATALOGUE_PATH: OLD.replace("每季度", "每年")}, 1)
    assert "CONFLICT" in said
    assert f"{CATALOGUE_PATH}：两边都改了 事项/社会救助-002/公开时限" in said
    line = "    公开时限: {}\n".format
    marked = f"<<<<<<< 本方\n{line('每月')}||||||| 原来\n{line('每季度')}=======\n{line('每年')}>>>>>>> 对方\n"
    assert repository.text() == OLD.replace(line("每季度"), marked)
    assert repository.git("diff", "--name-only", "--diff-filter=U").split() == [CATALOGUE_PATH]
    found = gwcat("validate", "--format", "concise", cwd=repository.root).stdout
    assert "GW005" in found
    assert "没有解决的合并冲突" in found


def test_an_item_deleted_here_and_edited_there(repository: Repository) -> None:
    said = repository.merge({CATALOGUE_PATH: CATALOGUE}, {CATALOGUE_PATH: OLD.replace("每季度", "每月")}, 1)
    assert "事项/社会救助-002" in said
    assert repository.text().startswith(f"{CATALOGUE}<<<<<<< 本方\n||||||| 原来\n  - 编号: 社会救助-002\n")


def test_a_unit_renamed_here_and_an_item_edited_there(repository: Repository) -> None:
    renamed = "catalogs/莒南/社会救助/县社会救助局.yaml"
    ours: dict[str, str | bytes | None] = {CATALOGUE_PATH: None, renamed: OLD.replace("单位: 县民政局", "单位: 县社会救助局", 1)}
    repository.merge(ours, {CATALOGUE_PATH: OLD.replace("每季度", "每月")})
    assert repository.text(renamed) == OLD.replace("单位: 县民政局", "单位: 县社会救助局", 1).replace("每季度", "每月")
    assert not (repository.root / CATALOGUE_PATH).exists()


def test_region_files_merge_likewise(repository: Repository) -> None:
    unit = "  - {{名称: {}, 类别: 部门}}\n".format
    lines = REGION.splitlines(keepends=True)
    at = next(number for number, line in enumerate(lines) if "大店镇" in line) + 1
    ours, theirs = ("".join([*lines[:at], unit(name), *lines[at:]]) for name in ("县教体局", "县医保局"))
    repository.merge({REGION_PATH: ours}, {REGION_PATH: theirs.replace('"2018.1"', '"2018.2"')})
    wanted = "".join([*lines[:at], unit("县教体局"), unit("县医保局"), *lines[at:]]).replace('"2018.1"', '"2018.2"')
    assert repository.text(REGION_PATH) == wanted


def test_windows_line_ends_and_bom_survive(repository: Repository) -> None:
    windows = b"\xef\xbb\xbf" + OLD.replace("每季度", "每月").replace("\n", "\r\n").encode()
    repository.merge({CATALOGUE_PATH: windows}, {CATALOGUE_PATH: OLD + _NEW.format("003")})
    wanted = b"\xef\xbb\xbf" + (OLD.replace("每季度", "每月") + _NEW.format("003")).replace("\n", "\r\n").encode()
    assert (repository.root / CATALOGUE_PATH).read_bytes() == wanted


def test_a_file_that_cannot_be_read_is_merged_by_lines(repository: Repository) -> None:
    broken = OLD.replace("公开对象: 全社会", "公开对象: [全社会")
    said = repository.merge({CATALOGUE_PATH: broken}, {CATALOGUE_PATH: OLD + _NEW.format("003")})
    assert "不能逐项合并，已按行合并" in said
    assert repository.text() == broken + _NEW.format("003")


def test_a_broken_file_with_a_conflict_is_a_conflict(repository: Repository) -> None:
    broken = OLD.replace("每季度", "[每月")
    repository.merge({CATALOGUE_PATH: broken}, {CATALOGUE_PATH: OLD.replace("每季度", "每年")}, 1)
    assert "<<<<<<< 本方\n    公开时限: [每月\n=======\n    公开时限: 每年\n>>>>>>> 对方\n" in repository.text()


def test_a_file_added_on_both_sides(repository: Repository) -> None:
    path = "catalogs/莒南/养老服务/县民政局.yaml"
    head = "领域: 养老服务\n单位: 县民政局\n事项:\n"
    repository.merge({path: head + _NEW.format("011")}, {path: head + _NEW.format("012")})
    assert repository.text(path) == head + _NEW.format("011") + _NEW.format("012")


def test_bytes_that_are_no_text_are_left_alone(gwcat: Run, tmp_path: Path) -> None:
    files = write_files(tmp_path, {"old": b"\0\1", "ours": b"\0\2", "theirs": b"\0\3"})
    done = gwcat("merge-driver", "old", "ours", "theirs", "甲.yaml", cwd=files)
    assert (done.returncode, done.stdout) == (2, "")
    assert "甲.yaml" in done.stderr
    assert (files / "ours").read_bytes() == b"\0\2"


def test_a_missing_file_is_said(gwcat: Run, tmp_path: Path) -> None:
    done = gwcat("merge-driver", "没有", "没有", "没有", cwd=tmp_path)
    assert done.returncode == 3
    assert "没有" in done.stderr
    assert "Traceback" not in done.stderr
