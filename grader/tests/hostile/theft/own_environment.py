# tries: find secrets in its own environment, command line and open files.
# exercise: ex02_start_and_join
# holds: the environment is rebuilt, the command line says nothing, and nothing of the judge's is open.
# codes: exception
import os
import sys


def run_workers(worker, nums):
    found = [name for name in os.environ if name.startswith(("MH_", "PYTEST", "GIT", "NOX", "GITHUB", "VIRTUAL"))]
    with open("/proc/self/cmdline", "rb") as file:
        found += [word for word in ("json", "--from", "grader") if word.encode() in file.read()]
    for name in os.listdir("/proc/self/fd"):
        try:
            target = os.readlink(f"/proc/self/fd/{name}")
        except OSError:
            continue
        if target.startswith("/") and not target.startswith(("/dev", "/proc")) and "/mh-" not in target:
            found.append(target)
    found += [name for name in sys.modules if name.startswith(("grader", "_pytest", "pytest"))]
    raise RuntimeError(f"REACHED {found}" if found else "nothing")
