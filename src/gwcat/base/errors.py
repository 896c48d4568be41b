"""Faults that stop a command, as opposed to findings, which are values."""

from __future__ import annotations


class GwcatError(Exception):
    """A fault a user can mend: what is wrong, where, and what to do next (all in Chinese).

    `exit_code` follows the contract: 2 for wrong usage or configuration, 3 for input and output.
    """

    exit_code = 2

    def __init__(self, message: str, *, place: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.message, self.place, self.hint = message, place, hint


class StorageError(GwcatError):
    """Reading or writing failed: no permission, no space, a file that vanished."""

    exit_code = 3


# errno name -> (what happened, what to do); the system's own text is English and says neither.
_CAUSES = {
    "EACCES": ("没有权限", "请检查文件和文件夹的读写权限，或换一个输出位置（--out）。"),
    "EPERM": ("没有权限", "请检查文件和文件夹的读写权限，或换一个输出位置（--out）。"),
    "ENOSPC": ("磁盘已满", "请清理磁盘，或用 --out 换一个有空间的位置，然后再运行一次。"),
    "EDQUOT": ("超出磁盘配额", "请清理磁盘，或用 --out 换一个有空间的位置，然后再运行一次。"),
    "EROFS": ("文件系统只读", "请用 --out 换一个可以写入的位置。"),
    "ENOENT": ("文件或文件夹不存在", "请检查路径是否写对。"),
    "ENOTDIR": ("路径中有一段不是文件夹", "请检查路径，或移走同名的文件。"),
    "EISDIR": ("这是文件夹，不是文件", "请指定一个文件。"),
    "EEXIST": ("同名文件已存在", "请移走同名的文件。"),
    "ENAMETOOLONG": ("文件名过长", "请缩短领域、单位或版本的名称。"),
    "EFBIG": ("文件超过允许的大小", "请检查磁盘配额或文件大小限制。"),
    "EMFILE": ("打开的文件过多", "请减少同时进行的任务（--jobs 1）。"),
    "EIO": ("读写磁盘时出错", "请检查磁盘是否完好。"),
}


def storage_error(error: OSError, doing: str) -> StorageError:
    """The Chinese form of an operating-system error met while `doing` something; names the file if known."""
    import errno

    name = errno.errorcode.get(error.errno or 0, "")
    cause, hint = _CAUSES.get(name, (f"系统报错 {name or error.errno}", "请检查磁盘和路径后再试。"))
    return StorageError(f"{doing}失败：{cause}。", place=str(error.filename or ""), hint=hint)
