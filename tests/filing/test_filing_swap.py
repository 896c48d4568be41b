"""A build is put in place whole or not at all: full disks, killed processes, leftovers."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import CATALOGUE, ITEM, Run, write_files
from gwcat.base.errors import StorageError
from gwcat.filing.swap import replacing, write_file
from gwcat.filing.verify import verify
from packages import built, files_of, package

PATH = "catalogs/莒南/社会救助/县民政局.yaml"
MANY = "领域: 社会救助\n单位: 县民政局\n事项:\n"
MANY += "".join(ITEM.replace("-001", f"-{number:03}").replace("审核", f"审核{number}") for number in range(60))
FAULTS = {
    "full disk": (errno.ENOSPC, "磁盘已满"),
    "quota": (errno.EDQUOT, "配额"),
    "no permission": (errno.EACCES, "没有权限"),
    "broken disk": (errno.EIO, "读写磁盘"),
    "read-only": (errno.EROFS, "只读"),
}


@pytest.fixture
def old(workspace: Path) -> dict[str, bytes]:
    """The files of a package that is already there; its source has changed since."""
    files = files_of(package(workspace))
    write_files(workspace, {PATH: MANY})
    return files


def dist(workspace: Path) -> Path:
    return workspace / "dist" / "莒南"


def untouched(workspace: Path, old: dict[str, bytes]) -> bool:
    return files_of(dist(workspace) / "2018.1") == old and verify(dist(workspace) / "2018.1")[1] == []


def alone(workspace: Path) -> bool:
    """Whether nothing stands beside the package."""
    return [path.name for path in dist(workspace).iterdir()] == ["2018.1"]


# Writing fails


@pytest.mark.parametrize("number", [0, 3, 11])
@pytest.mark.parametrize(("fault", "words"), FAULTS.values(), ids=FAULTS)
def test_a_write_that_fails(
    fault: int, words: str, number: int, workspace: Path, old: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    _fail_at(number, fault, monkeypatch)
    with pytest.raises(StorageError, match=words) as caught:
        built(workspace)
    monkeypatch.undo()
    assert caught.value.exit_code == 3
    assert caught.value.hint
    assert untouched(workspace, old)
    assert alone(workspace)


def _fail_at(number: int, fault: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the write of the n-th file fail half-way."""
    counts = iter(range(1000))
    write = Path.write_bytes

    def failing(path: Path, data: bytes) -> int:
        if next(counts) < number:
            return write(path, data)
        write(path, data[: len(data) // 2])
        raise OSError(fault, os.strerror(fault), str(path))

    monkeypatch.setattr(Path, "write_bytes", failing)


def test_a_first_build_that_fails_leaves_nothing(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _fail_at(2, errno.ENOSPC, monkeypatch)
    with pytest.raises(StorageError):
        built(workspace)
    assert not list(dist(workspace).iterdir())


LIMITED = """
import resource, sys
from gwcat.cli.main import main
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
main(sys.argv[1:])
"""


def test_the_system_refuses_to_write_more(workspace: Path, old: dict[str, bytes]) -> None:
    """Not simulated: the kernel ends every write beyond 20,000 bytes."""
    done = run_code(LIMITED, workspace)
    assert done.returncode == 3, done.stderr
    assert "写入" in done.stderr
    assert "Traceback" not in done.stderr
    assert untouched(workspace, old)
    assert alone(workspace)


def test_the_disk_is_full(workspace: Path, tmp_path: Path, gwcat: Run) -> None:
    """Output that cannot be written is no success either."""
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full")
    command = [sys.executable, "-c", "from gwcat.cli.main import main; main()", "build", "--county", "莒南"]
    with open("/dev/full", "w") as full:
        done = subprocess.run(command, cwd=workspace, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 3
    assert "Traceback" not in done.stderr


# Devices and pipes


def test_a_pipe_is_written_to_and_stays_one(tmp_path: Path) -> None:
    pipe = tmp_path / "管道"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_file(pipe, b"words")
    assert os.read(reader, 10) == b"words"
    os.close(reader)
    assert pipe.is_fifo()
    assert list(tmp_path.iterdir()) == [pipe]


def test_a_link_to_an_open_stream_is_written_to_and_stays_one(tmp_path: Path) -> None:
    link, file = tmp_path / "输出", tmp_path / "文件"
    with file.open("wb") as stream:
        link.symlink_to(f"/proc/self/fd/{stream.fileno()}")
        write_file(link, b"words")
    assert link.is_symlink()
    assert file.read_bytes() == b"words"


# Killed


KILLED = """
import os, signal, sys
signal.signal(signal.SIGHUP, signal.SIG_DFL)  # whatever the tests were started under
moment = sys.argv.pop(1)  # the n-th file of the new package, or the name of an event of the interpreter
left = int(moment) if moment.isdigit() else -1

def hook(event, args):
    global left
    path = str(args[0]) if args else ""
    if event == "open" and ".new/" in path and isinstance(args[1], str) and "w" in args[1]:
        left -= 1
        if left == -1 and moment.isdigit():
            os.kill(os.getpid(), signal.SIGKILL)
    elif event == moment and (".new" in path or event.startswith("ctypes")):
        os.kill(os.getpid(), signal.SIGKILL)

from gwcat.cli.main import main
sys.addaudithook(hook)
main(sys.argv[1:])
"""


def run_code(code: str, workspace: Path, *args: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code, *args, "build", "--county", "莒南"]
    return subprocess.run(command, cwd=workspace, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("moment", ["0", "1", "6", "12", "ctypes.dlsym"])
def test_a_killed_build_leaves_the_old_package_and_the_next_one_clears_up(
    moment: str, workspace: Path, old: dict[str, bytes], gwcat: Run
) -> None:
    done = run_code(KILLED, workspace, moment)
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert untouched(workspace, old)
    assert not alone(workspace), "what the killed build has written stands aside"
    assert gwcat("build", "--county", "莒南", cwd=workspace).returncode == 0
    assert files_of(dist(workspace) / "2018.1") != old
    assert verify(dist(workspace) / "2018.1")[1] == []
    assert alone(workspace)


def test_a_build_killed_after_the_swap_leaves_the_new_package(workspace: Path, old: dict[str, bytes], gwcat: Run) -> None:
    done = run_code(KILLED, workspace, "shutil.rmtree")
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert verify(dist(workspace) / "2018.1")[1] == []
    assert files_of(dist(workspace) / "2018.1") != old
    write_files(workspace, {PATH: CATALOGUE})
    assert gwcat("build", "--county", "莒南", cwd=workspace).returncode == 0
    assert verify(dist(workspace) / "2018.1")[1] == []
    assert alone(workspace)


def test_a_killed_first_build_leaves_nothing_in_place(workspace: Path, gwcat: Run) -> None:
    assert run_code(KILLED, workspace, "5").returncode == -signal.SIGKILL
    assert not (dist(workspace) / "2018.1").exists()
    assert gwcat("build", "--county", "莒南", cwd=workspace).returncode == 0
    assert alone(workspace)


def test_the_next_build_clears_up_even_if_nothing_has_changed(workspace: Path, gwcat: Run) -> None:
    assert gwcat("build", "--county", "莒南", cwd=workspace).returncode == 0
    write_files(workspace, {PATH: MANY})
    assert run_code(KILLED, workspace, "5").returncode == -signal.SIGKILL
    write_files(workspace, {PATH: CATALOGUE})
    assert gwcat("build", "--county", "莒南", cwd=workspace).returncode == 0
    assert alone(workspace)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP], ids=lambda number: number.name)
def test_other_signals_leave_the_old_package(number: signal.Signals, workspace: Path, old: dict[str, bytes]) -> None:
    done = run_code(KILLED.replace("SIGKILL", number.name), workspace, "4")
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert untouched(workspace, old)


# Builds over builds


def test_a_second_build_takes_the_place_of_the_first(workspace: Path, old: dict[str, bytes]) -> None:
    stale = dist(workspace) / "2018.1" / "public" / "分领域" / "社会救助.csv"
    assert stale.exists()
    new = files_of(package(workspace, formats=("xlsx",)))
    assert not stale.exists()
    assert new != old
    assert verify(dist(workspace) / "2018.1")[1] == []
    assert alone(workspace)


def test_the_package_is_never_missing_while_it_is_replaced(workspace: Path, old: dict[str, bytes]) -> None:
    """Every look of another process at the folder finds a manifest."""
    code = (
        "import sys\nfrom pathlib import Path\nhere = Path(sys.argv[1])\nprint('ready', flush=True)\nmissing = 0\n"
        "while not (here.parent / 'stop').exists():\n    missing += not (here / 'manifest.json').exists()\nprint(missing)\n"
    )
    watcher = subprocess.Popen([sys.executable, "-c", code, str(dist(workspace) / "2018.1")], stdout=subprocess.PIPE, text=True)
    assert watcher.stdout is not None
    watcher.stdout.readline()
    for number in range(5):
        write_files(workspace, {PATH: CATALOGUE.replace("审核", f"审核{number}")})
        package(workspace)
    (dist(workspace) / "stop").touch()
    assert watcher.communicate(timeout=60)[0].strip() == "0"


def test_two_builds_at_once_leave_one_whole_package(workspace: Path, old: dict[str, bytes]) -> None:
    command = [sys.executable, "-c", "from gwcat.cli.main import main; main()", "build", "--county", "莒南"]
    running = [subprocess.Popen(command, cwd=workspace, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for _ in range(3)]
    for process in running:
        _, said = process.communicate(timeout=120)
        assert process.returncode in (0, 3), said.decode()
        assert b"Traceback" not in said
    assert any(process.returncode == 0 for process in running)
    assert verify(dist(workspace) / "2018.1")[1] == []
    assert alone(workspace)


# The swap itself


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return write_files(tmp_path / "here", {"老.txt": "old"})


def beside(target: Path) -> set[str]:
    return {path.name for path in target.parent.iterdir()} - {target.name}


def fill(target: Path, fault: type[BaseException] | None = None) -> None:
    """Put a new folder in place, or stop with a fault when it is nearly full."""
    with replacing(target) as aside:
        (aside / "新.txt").write_text("new", encoding="utf-8")
        if fault is not None:
            raise fault


def test_swap(target: Path) -> None:
    fill(target)
    assert files_of(target) == {"新.txt": b"new"}
    assert beside(target) == set()


def test_swap_where_the_system_cannot_exchange(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gwcat.filing.swap._exchange", lambda first, second: False)
    fill(target)
    assert files_of(target) == {"新.txt": b"new"}
    assert beside(target) == set()


def test_swap_into_a_folder_that_is_not_there(tmp_path: Path) -> None:
    fill(tmp_path / "a" / "b")
    assert files_of(tmp_path / "a" / "b") == {"新.txt": b"new"}


@pytest.mark.parametrize("fault", [KeyboardInterrupt, MemoryError, SystemExit, ValueError])
def test_an_exception_leaves_everything(fault: type[BaseException], target: Path) -> None:
    with pytest.raises(fault):
        fill(target, fault)
    assert files_of(target) == {"老.txt": b"old"}
    assert beside(target) == set()


@pytest.mark.parametrize("exchange", [True, False], ids=["exchange", "two renames"])
def test_a_swap_that_fails_leaves_everything(exchange: bool, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rename = Path.rename

    def failing(path: Path, to: Path) -> Path:
        if path.name.endswith(".new"):
            raise OSError(errno.EACCES, "no")
        return rename(path, to)

    def exchanging(first: Path, second: Path) -> bool:
        if exchange:
            raise OSError(errno.EIO, "no")
        return False

    monkeypatch.setattr(Path, "rename", failing)
    monkeypatch.setattr("gwcat.filing.swap._exchange", exchanging)
    with pytest.raises(StorageError):
        fill(target)
    assert files_of(target) == {"老.txt": b"old"}
    assert beside(target) == set()


def dead_process() -> int:
    """The number of a process that has ended."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_leftovers_of_dead_processes_are_removed_others_stay(target: Path) -> None:
    pid = dead_process()
    for name in (f".here.{pid}.new", f".here.{os.getppid()}.new", ".here.notes", ".here.1x.new", f".there.{pid}.new"):
        write_files(target.parent / name, {"x": "x"})
    fill(target)
    assert beside(target) == {f".here.{os.getppid()}.new", ".here.notes", ".here.1x.new", f".there.{pid}.new"}


def test_leftovers_of_a_process_that_had_our_number_are_removed(target: Path) -> None:
    """Numbers are given again: in a container, gwcat is process 1 every time."""
    write_files(target.parent / f".here.{os.getpid()}.new", {"x": "x"})
    fill(target)
    assert files_of(target) == {"新.txt": b"new"}
    assert beside(target) == set()


@pytest.mark.parametrize("name", ["2018[1]", "2018*", "a?b", "[!x]"])
def test_leftovers_of_any_name_are_removed(name: str, tmp_path: Path) -> None:
    write_files(tmp_path / f".{name}.{dead_process()}.new", {"x": "x"})
    fill(tmp_path / name)
    assert {path.name for path in tmp_path.iterdir()} == {name}


def test_an_old_folder_that_lost_its_place_is_put_back(tmp_path: Path) -> None:
    """A process killed between two renames; the next build fails, and the old folder is there again."""
    target = tmp_path / "here"
    write_files(tmp_path / f".here.{dead_process()}.old", {"老.txt": "old"})
    with pytest.raises(ZeroDivisionError):
        fill(target, ZeroDivisionError)
    assert files_of(target) == {"老.txt": b"old"}


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a" / "文件.json"
    write_file(path, b"old")
    _fail_at(0, errno.ENOSPC, monkeypatch)
    with pytest.raises(StorageError, match="磁盘已满"):
        write_file(path, b"new and longer")
    monkeypatch.undo()
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]
