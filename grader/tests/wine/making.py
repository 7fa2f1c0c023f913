"""Makes a Windows Python that runs under Wine, in a folder, from packages by name.

CPython's files for Windows come from the wheel of panda3d, a game engine that brings them along (their signature is the
Python Software Foundation's); the library in Python is that of the Python that runs this, which is the same on every system.
What the wheel lacks is compiled here with mingw: ``python.exe``, the launcher of virtual environments, ``python3.dll`` and one
function that Wine 8 does not have.
"""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
WHEEL = "panda3d==1.10.16"
COMPILER, DUMP = "x86_64-w64-mingw32-gcc", "x86_64-w64-mingw32-objdump"
DEBIAN = ("wine", "wine64", "gcc-mingw-w64-x86-64")
LEFT_OUT = ("__pycache__", "site-packages", "dist-packages", "lib-dynload", "test", "idlelib", "tkinter", "turtledemo")
MINOR = f"{sys.version_info.major}.{sys.version_info.minor}"
TAG = MINOR.replace(".", "")

EXPORT = re.compile(r"^\s*\[\s*\d+\](?: \+base\[\s*\d+\])?\s+(?:[0-9a-f]{4} )?(\w+)$", re.MULTILINE)
"""A line of objdump's list of the names that a library exports."""

WINE = {"WINEDEBUG": "-all", "WINEDLLOVERRIDES": "mscoree,mshtml="}


class CannotBeMade(Exception):
    """Something that this needs is not to be had here."""


def windows_python(folder: Path, requirements: Sequence[str]) -> list[str]:
    """Return the command that runs the Windows Python of this folder in the kit's; it is made unless it is there.

    requirements: as pip has them; wheels for Windows are installed. Raises ``CannotBeMade``.
    """
    done = folder / "made"
    wanted = "\n".join([WHEEL, MINOR, *requirements])
    if not done.is_file() or done.read_text() != wanted:
        _tools()
        shutil.rmtree(folder, ignore_errors=True)
        _make(folder, requirements)
        done.write_text(wanted)
    return [sys.executable, "-m", "grader.tests.wine.running", str(folder)]


def _tools() -> None:
    if all(map(shutil.which, ("wine", COMPILER, DUMP))):
        return
    if shutil.which("apt-get") is None:
        raise CannotBeMade("Wine and mingw are not installed, and this system has no apt-get")
    root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    install = [*root, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *DEBIAN]
    # The lists of packages may be missing, or old; and one of them that cannot be had need not be one that is needed here.
    for words in (install, [*root, "apt-get", "update", "-qq"], install):
        failed = subprocess.run(words, stdout=subprocess.DEVNULL, check=False).returncode != 0
        if words == install and not failed:
            return
    raise CannotBeMade(f"this failed: {' '.join(install)}")


def _make(folder: Path, requirements: Sequence[str]) -> None:
    (folder / "DLLs").mkdir(parents=True)
    work = folder / "work"
    work.mkdir()
    pip = [sys.executable, "-m", "pip"]
    windows = ["--platform", "win_amd64", "--python-version", MINOR, "--only-binary=:all:"]
    _run([*pip, "download", "-q", "--no-deps", *windows, "-d", str(work), WHEEL])
    _unpack(next(work.glob("panda3d-*.whl")), folder)
    library = Path(sysconfig.get_paths()["stdlib"])
    shutil.copytree(library, folder / "Lib", ignore=shutil.ignore_patterns(*LEFT_OUT, "config-*", "*.so"))
    packages = folder / "Lib" / "site-packages"
    packages.mkdir()
    _compile(folder, work)
    _run([*pip, "install", "-q", "--no-compile", "--target", str(packages), *windows, "--implementation", "cp", *requirements])
    environment = os.environ | WINE | {"WINEPREFIX": str(folder / "prefix")}
    for words in (["wineboot", "-i"], ["wine", "winecfg", "-v", "win10"]):
        subprocess.run(words, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    shutil.copy(folder / "bcryptprimitives.dll", folder / "prefix" / "drive_c" / "windows" / "system32")
    shutil.rmtree(work)


def _unpack(wheel: Path, folder: Path) -> None:
    """Put CPython's own files where Windows's Python has them."""
    with zipfile.ZipFile(wheel) as files:
        for name in files.namelist():
            inside, _, file = name.rpartition("/")
            if inside != "deploy_libs" or file.lower().startswith(("api-ms-", "tcl", "tk", "_tkinter")):
                continue
            if file.lower().startswith(("python3", "vcruntime")):
                (folder / file).write_bytes(files.read(name))
            elif file.lower().endswith(".pyd") or file.lower().startswith(("libffi", "libssl", "libcrypto", "sqlite3")):
                (folder / "DLLs" / file).write_bytes(files.read(name))


def _compile(folder: Path, work: Path) -> None:
    tag = f'-DPYTHON_DLL=L"python{TAG}.dll"'
    _run([COMPILER, "-municode", "-O2", "-s", tag, "-o", str(folder / "python.exe"), str(HERE / "python.c")])
    listed = subprocess.run([DUMP, "-p", str(folder / f"python{TAG}.dll")], capture_output=True, text=True, check=True).stdout
    names = EXPORT.findall(listed.split("[Ordinal/Name Pointer] Table")[1])
    forwards = "".join(f"    {name} = python{TAG}.{name}\n" for name in names)
    (work / "python3.def").write_text(f"LIBRARY python3.dll\nEXPORTS\n{forwards}")
    shared = [COMPILER, "-shared", "-O2", "-s"]
    entry = ["-nostdlib", "-e", "start", str(HERE / "empty.c"), str(work / "python3.def")]
    _run([*shared, "-o", str(folder / "python3.dll"), *entry])
    _run([*shared, "-o", str(folder / "bcryptprimitives.dll"), str(HERE / "random.c"), "-ladvapi32"])
    scripts = folder / "Lib" / "venv" / "scripts" / "nt"
    scripts.mkdir(parents=True, exist_ok=True)
    _run([COMPILER, "-municode", "-O2", "-s", "-o", str(work / "launcher.exe"), str(HERE / "launcher.c")])
    for name in ("python", "pythonw", "venvlauncher", "venvwlauncher"):
        shutil.copy(work / "launcher.exe", scripts / f"{name}.exe")


def _run(words: Sequence[str]) -> None:
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr or done.stdout).strip().splitlines()[-1:]
        raise CannotBeMade(f"this failed: {words[0]} … ({' '.join(last)})")
