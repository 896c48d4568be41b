"""Git objects read as they are: odd names, links, large blobs, missing objects, nothing left behind."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from conftest import CATALOGUE, CATALOGUE_PATH, REGION, REGION_PATH, write_files
from gwcat.base.errors import GwcatError
from gwcat.source.git import CommitShelf, Repository
from gwcat.source.shelf import BytesShelf, FolderShelf, folders, listed
from gwcat.source.text import SIZE_LIMIT

ODD = "catalogs/莒南/领 域\"'/a b\\c.yaml"


def git(root: Path, *command: str) -> str:
    names = ("-c", "user.name=甲", "-c", "user.email=a@b", "-c", "commit.gpgsign=false")
    return subprocess.run(["git", *names, "-C", str(root), *command], check=True, capture_output=True, text=True).stdout


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_files(tmp_path, {REGION_PATH: REGION, CATALOGUE_PATH: CATALOGUE, ODD: CATALOGUE, "catalogs/莒南/.隐藏.yaml": "a"})
    write_files(tmp_path, {"catalogs/莒南/大/大.yaml": b"a" * (SIZE_LIMIT + 100), "catalogs/莒南/说明.txt": "文字"})
    (tmp_path / "catalogs/莒南/链接.yaml").symlink_to("/etc/passwd")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "一")
    return tmp_path


def test_a_commit_has_the_files_of_its_folder(root: Path) -> None:
    repository = Repository.of(root)
    shelf = CommitShelf(repository, repository.commit("HEAD"))
    (root / "catalogs/莒南/链接.yaml").unlink()  # a link of a commit leads nowhere
    assert list(shelf.paths("莒南")) == list(FolderShelf(root).paths("莒南"))
    assert shelf.folders == ("莒南",)
    for path in shelf.paths("莒南"):
        here, there = shelf.file(path), FolderShelf(root).file(path)
        assert (here.tree, here.text, [f.rule for f in here.findings]) == (
            there.tree,
            there.text,
            [f.rule for f in there.findings],
        )
    assert shelf.file(ODD).tree["领域"] == "社会救助"
    assert shelf.file("catalogs/莒南/没有.yaml").readable is False
    assert not shelf.has("catalogs/莒南/链接.yaml")
    repository.close()
    repository.close()


def test_the_same_blob_is_read_once(root: Path) -> None:
    repository = Repository.of(root)
    git(root, "commit", "-q", "--allow-empty", "-m", "二")
    one, two = (CommitShelf(repository, repository.commit(name)) for name in ("HEAD~1", "HEAD"))
    assert one.file(CATALOGUE_PATH) is two.file(CATALOGUE_PATH)
    repository.close()


def test_names_of_revisions(root: Path) -> None:
    repository = Repository.of(root)
    git(root, "tag", "v1")
    assert repository.commit("v1") == repository.commit("HEAD") != ""
    assert [repository.commit(name) for name in ("v2", "--help", "HEAD:catalogs", "-n1", "v1^{blob}", "")] == [""] * 6
    assert "v1" in repository.names()
    assert [commit.subject for commit in repository.log("catalogs")] == ["一"]
    assert repository.log("catalogs")[0].author == "甲"


def test_a_missing_object_is_told(root: Path) -> None:
    repository = Repository.of(root)
    shelf = CommitShelf(repository, repository.commit("HEAD"))
    blob = shelf.tree[CATALOGUE_PATH]
    path = root / ".git" / "objects" / blob[:2] / blob[2:]
    path.chmod(0o600)
    path.unlink()
    with pytest.raises(GwcatError, match="没有对象"):
        shelf.file(CATALOGUE_PATH)
    assert shelf.file(REGION_PATH).readable
    repository.close()


def test_outside_of_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(GwcatError, match="不在 git 仓库里"):
        Repository.of(tmp_path)


def test_inside_a_hook_of_another_repository(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DIR", "/nowhere/.git")
    monkeypatch.setenv("GIT_INDEX_FILE", "index")
    assert Repository.of(root).commit("HEAD")


def test_without_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(GwcatError, match="没有找到 git"):
        Repository.of(tmp_path)


def test_paths_at_hand() -> None:
    paths = [
        "catalogs/甲/b/x.yaml",
        "catalogs/甲/a.yml",
        "catalogs/甲/~b.yaml",
        "catalogs/乙/c.yaml",
        "catalogs/.x/d.yaml",
        "e.yaml",
    ]
    assert list(listed(paths, "甲")) == ["catalogs/甲/a.yml", "catalogs/甲/b/x.yaml"]
    assert folders(paths) == ("乙", "甲")
    shelf = BytesShelf({"catalogs/甲/a.yaml": b"\xef\xbb\xbf\xe9\xa2\x86: 1"})
    assert (shelf.has("catalogs/甲/a.yaml"), shelf.has("b")) == (True, False)
    assert shelf.file("catalogs/甲/a.yaml").tree == {"领": "1"}
