"""A folder that the kit has made, and the only kind of folder in which it writes, changes modes and removes.

It is held by a descriptor from the moment it is made. A submission may move it away, put a link in its place, or plant a
link under a name that comes next: whatever stands under a path later, only the folder itself is used.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
import stat
import sys
import tempfile
from pathlib import Path

from . import removal

PARENT = "MANY_HANDS_FOLDER"
"""The environment variable with the folder in which a grading makes its own; whoever set it removes it afterwards."""

LONGEST = 48
"""Characters of the name of a private folder: the names of sockets below it cannot be longer than 107."""

DESCRIPTORS = sys.platform != "win32"
"""Whether the system can name a file by a folder's descriptor. Where it cannot, paths are used, and links refused."""


class Folder:
    """A folder that the kit has made. Raises ``OSError`` when it cannot be made, or something else stands in its place.

    path: for those who cannot use the descriptor, such as a stage that is told where its folder is.
    """

    def __init__(self, path: Path, parent: Folder | None = None) -> None:
        self.path = path
        self._parent = parent
        self._handle: int
        handle: int | None = -1
        if not DESCRIPTORS:
            handle = None if path.is_symlink() else -1
        elif parent is None:
            handle = os.open(path, removal.OPEN)
        else:
            handle = removal.enter(parent._handle, path.name)
        if handle is None:
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(path))
        self._handle = handle

    def make(self, name: str) -> Folder:
        """Make a folder in this one. Raises ``FileExistsError``."""
        path = self.path / name
        if DESCRIPTORS:
            os.mkdir(name, 0o700, dir_fd=self._handle)
        else:
            path.mkdir(0o700)
        return Folder(path, self)

    def make_some(self) -> Folder:
        """Make a folder whose name nobody could know before."""
        return self.make(secrets.token_hex(4))

    def create(self, name: str) -> int:
        """Make a new file in this folder and return it, open for reading and writing. Raises ``FileExistsError``."""
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
        if DESCRIPTORS:
            return os.open(name, flags, 0o600, dir_fd=self._handle)
        return os.open(self.path / name, flags, 0o600)

    def write(self, name: str, content: bytes) -> Path:
        """Write a new file; return its path. Raises ``FileExistsError``."""
        with open(self.create(name), "wb") as file:
            file.write(content)
        return self.path / name

    def link(self, name: str, target: Path) -> None:
        """Make a link to a folder."""
        os.symlink(target, name, target_is_directory=True, dir_fd=self._handle)

    def reach(self, name: str = ".") -> str:
        """Return a path that leads to a file of this folder whatever stands under the folder's own path by now."""
        own = f"/proc/self/fd/{self._handle}"
        return f"{own}/{name}" if os.path.isdir(own) else str(self.path / name)

    def identity(self, name: str) -> int:
        """Return the number of what stands under this name, 0 when nothing does. A link has one of its own."""
        with contextlib.suppress(OSError):
            if DESCRIPTORS:
                return os.stat(name, dir_fd=self._handle, follow_symlinks=False).st_ino
            return (self.path / name).lstat().st_ino
        return 0

    def unlink(self, name: str) -> None:
        """Remove a file of this folder, if it is there."""
        with contextlib.suppress(OSError):
            if DESCRIPTORS:
                os.unlink(name, dir_fd=self._handle)
            else:
                (self.path / name).unlink()

    def show(self, name: str = ".") -> None:
        """Let everybody use what stands under this name who gets into the folder: a sandbox may have another user."""
        Path(self.reach(name)).chmod(0o777 if stat.S_ISSOCK(os.stat(self.reach(name)).st_mode) else 0o755)

    def close(self) -> None:
        """Let go of the folder, and leave it as it is."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    def remove(self) -> None:
        """Remove this folder with all that is in it. Raises nothing: cleaning up decides nothing."""
        if not DESCRIPTORS:
            if not self.path.is_symlink():
                shutil.rmtree(self.path, ignore_errors=True)
        elif self._handle >= 0:
            removal.empty(self._handle)
            with contextlib.suppress(OSError):
                self._remove_itself()
            self.close()

    def _remove_itself(self) -> None:
        place = self.path.name if self._parent else self.path
        above = self._parent._handle if self._parent else None
        if os.path.samestat(os.fstat(self._handle), os.stat(place, dir_fd=above, follow_symlinks=False)):
            os.rmdir(place, dir_fd=above)


def private() -> Folder:
    """Make a folder for this user only, with a short name. Raises ``OSError``, which names the place."""
    place = os.environ.get(PARENT) or temporary()
    if len(place) > LONGEST:
        raise OSError(errno.ENAMETOOLONG, "the name is too long for sockets", place)
    made = Path(tempfile.mkdtemp(prefix="mh-", dir=place)).resolve()
    made.chmod(0o700)  # whatever the umask
    return Folder(made)


def temporary() -> str:
    """Return where temporary files can be made: ``/tmp``, since its name is short, else what the environment says."""
    return "/tmp" if os.name == "posix" and os.access("/tmp", os.W_OK | os.X_OK) else tempfile.gettempdir()
