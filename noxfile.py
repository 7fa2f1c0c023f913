"""The sessions of the kit. ``nox -s grade -- NAME`` grades; everything after ``--`` goes to ``python -m grader grade``."""

import sys

OLDEST_PYTHON, OLDEST_NOX = (3, 11), (2026, 4)
if sys.version_info < OLDEST_PYTHON:  # before anything is imported or installed
    sys.stderr.write(
        "Many Hands needs Python 3.11 or later; this nox runs with {}.{}.{}.\n"
        "Install nox with a newer one, such as: python3.12 -m pip install nox && python3.12 -m nox\n".format(
            *sys.version_info[:3]
        )
    )
    sys.exit(2)

import contextlib
import hashlib
import os
import shutil
import signal
import subprocess
import time
from importlib.metadata import version
from pathlib import Path

import nox

# Not by nox.needs_version: nox would look at that first, and an old Python can have an old nox only.
if tuple(map(int, version("nox").split(".")[:2])) < OLDEST_NOX:
    sys.stderr.write(
        "Many Hands needs nox {}.{} or later; this is {}.\nGet the latest: python -m pip install --upgrade nox\n".format(
            *OLDEST_NOX, version("nox")
        )
    )
    sys.exit(2)

nox.options.default_venv_backend = "uv|virtualenv"
nox.options.envdir = os.environ.get("NOX_ENVDIR", ".nox")  # an image has its environments outside of the kit's folder
nox.options.reuse_venv = "yes"
nox.options.sessions = ["grade"]

PYPROJECT = nox.project.load_toml("pyproject.toml")


def install(session: nox.Session, group: str) -> None:
    """Install a dependency group, unless this environment has just that already."""
    wanted = nox.project.dependency_groups(PYPROJECT, group)
    digest = hashlib.sha256("\n".join(wanted).encode()).hexdigest()
    done = Path(session.virtualenv.location) / f"{group}.installed"
    if not done.exists() or done.read_text() != digest:
        session.install(*wanted)
        done.write_text(digest)


def command(session: nox.Session, *arguments: str) -> None:
    """Run ``python -m grader`` and end with its exit status, which nox itself would turn into 1, with lines of its own."""
    python = shutil.which("python", path=session.bin)
    signal.signal(signal.SIGINT, lambda number, frame: None)  # Ctrl-C is for the command: it ends what it has started
    # What the user has opened for it, such as >(cat), stays open.
    status = subprocess.run(
        [python or "python", "-P", "grader/__main__.py", *arguments], check=False, close_fds=False
    ).returncode
    if sys.flags.inspect:  # PYTHONINSPECT makes a traceback of every sys.exit, nox's own among them
        sys.stdout.flush()
        os._exit(status)
    if status:
        sys.exit(status)


@nox.session
def grade(session: nox.Session) -> None:
    """Grade all exercises, or those named: nox -s grade -- ex02"""
    install(session, "grade")
    command(session, "grade", *session.posargs)


@nox.session(default=False)
def watch(session: nox.Session) -> None:
    """Grade the exercise at hand on every save: nox -s watch, or nox -s watch -- ex02"""
    install(session, "watch")
    command(session, "watch", *session.posargs)


@nox.session(default=False)
def hint(session: nox.Session) -> None:
    """Show one hint more: nox -s hint -- ex02"""
    install(session, "grade")
    command(session, "hint", *session.posargs)


@nox.session(default=False)
def reset(session: nox.Session) -> None:
    """Put the untouched stub back, and keep the old text beside it: nox -s reset -- ex02"""
    install(session, "grade")
    command(session, "reset", *session.posargs)


@nox.session(default=False)
def classroom(session: nox.Session) -> None:
    """Grade a class: nox -s classroom -- DIR; typed again, it goes on where it has stopped"""
    far = any(word.partition("=")[0] == "--on" for word in session.posargs)
    install(session, "dask" if far else "grade")
    command(session, "classroom", *session.posargs)


@nox.session(default=False)
def doctor(session: nox.Session) -> None:
    """Say whether this machine is fit for the kit, and what to do where it is not"""
    install(session, "grade")
    command(session, "doctor", *session.posargs)


@nox.session(default=False)
def tests(session: nox.Session) -> None:
    """Test the kit itself: every stub, every solution, every known mistake."""
    install(session, "tests")
    session.run("python", "-m", "pytest", "-n", "4", *session.posargs)


@nox.session(default=False)
def quick(session: nox.Session) -> None:
    """Test the kit in two or three minutes, without whole galleries and what disturbs gradings: do so before each commit."""
    install(session, "tests")
    session.run("python", "-m", "pytest", "-n", "4", "-m", "not long and not hostile", *session.posargs)


@nox.session(default=False)
def hostile(session: nox.Session) -> None:
    """Grade the hostile corpus with the real command, in both sandboxes."""
    install(session, "tests")
    session.run("python", "-m", "pytest", "-m", "hostile", "grader/tests/test_hostile.py", *session.posargs)


@nox.session(default=False)
def far(session: nox.Session) -> None:
    """Grade a made-up class on a Dask cluster that the tests start, TLS included."""
    install(session, "far")
    session.run("python", "-m", "pytest", "grader/tests/test_class_far.py", *session.posargs)


@nox.session(default=False)
def mutants(session: nox.Session) -> None:
    """Examine the kit: each small change to a right answer must be refuted: nox -s mutants -- ex02"""
    install(session, "grade")
    command(session, "mutants", *session.posargs)


@nox.session(default=False)
def lint(session: nox.Session) -> None:
    """Check style and types."""
    install(session, "lint")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("mypy")
    for platform in ("win32", "darwin"):  # what only one system has is called in the modules of that system only
        session.run("mypy", "--platform", platform, "--exclude", "grader/tests/")


def build(session: nox.Session) -> None:
    """Build both languages, strictly. English first: that empties site/. Never with -q, which hides failures."""
    for settings in ("mkdocs.yml", "mkdocs.zh.yml"):
        session.run("mkdocs", "build", "--strict", "--config-file", settings, env={"NO_MKDOCS_2_WARNING": "1"})


@nox.session(default=False)
def wine(session: nox.Session) -> None:
    """Try the kit under a Windows Python, which it makes; skipped where Wine is not to be had: nox -s wine, or -- --all"""
    session.install("pip")  # it gets wheels for Windows; uv makes environments without it
    session.run("python", "-m", "grader.tests.wine.trying", *session.posargs)


@nox.session(default=False)
def docs(session: nox.Session) -> None:
    """Build the site into site/; with 'serve', show it and build it anew on every change: nox -s docs -- serve"""
    install(session, "docs")
    build(session)
    if session.posargs[:1] == ["serve"]:
        serve(session, *session.posargs[1:])


def serve(session: nox.Session, port: str = "8000") -> None:
    """Serve site/ on this machine until Ctrl-C, and build it anew when a page or a file that pages show has changed."""
    command = [shutil.which("python", path=session.bin) or "python", "-m", "http.server", port]
    server = subprocess.Popen([*command, "--bind", "127.0.0.1", "--directory", "site"], stderr=subprocess.DEVNULL)
    session.log(f"http://127.0.0.1:{port}/ shows the site. Ctrl-C ends it.")
    seen = changes()
    try:
        while server.poll() is None:
            time.sleep(1)
            if (now := changes()) != seen:
                seen = now
                with contextlib.suppress(nox.command.CommandFailed):  # mkdocs has said why
                    build(session)
        session.error(f"Port {port} is in use? Give another: nox -s docs -- serve 8001")
    except KeyboardInterrupt:
        session.log("Ended.")
    finally:
        server.terminate()
        server.wait()


def changes() -> dict[Path, int]:
    """Return when each file that the site is made of was changed."""
    files = [path for name in ("docs", "exercises", "solutions") for path in Path(name).rglob("*.*")]
    return {path: path.stat().st_mtime_ns for path in [*files, *Path().glob("mkdocs*.yml"), Path("CHANGELOG.md")]}


@nox.session(default=False, requires=["docs"])
def site(session: nox.Session) -> None:
    """Test the built site, and the page of a class, in a real browser, without the network; skipped where there is none."""
    install(session, "site")
    session.run("python", "-m", "pytest", "-n", "2", "grader/tests/browser", *session.posargs)


@nox.session(default=False)
def bench(session: nox.Session) -> None:
    """Print the kit's speed as ratios from one run."""
    install(session, "bench")
    session.run("python", "grader/tests/bench/speed.py", *session.posargs)


@nox.session(default=False)
def stress(session: nox.Session) -> None:
    """Look for false verdicts on a hostile machine: nox -s stress -- ROUNDS [PART-OF-NAME [MINUTES]]"""
    install(session, "tests")
    session.run("python", "grader/tests/bench/stress.py", *session.posargs)


if __name__ == "__main__":
    nox.main()
