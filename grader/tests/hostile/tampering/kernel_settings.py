# tries: open the machine's own settings in /proc for writing. It writes nothing: they belong to all programs.
# exercise: ex02_start_and_join
# holds: what is in /proc beside the play's own processes is mounted read-only, whoever grades.
# codes: exception
# only: bubblewrap; tree: perhaps reached
import os


def run_workers(worker, nums):
    found = []
    for place, folders, names in os.walk("/proc"):
        if place == "/proc":
            folders[:] = [name for name in folders if not name.isdigit() or name == str(os.getppid())]
        for name in names:
            path = os.path.join(place, name)
            try:
                if not os.path.islink(path):
                    os.close(os.open(path, os.O_WRONLY | os.O_NONBLOCK))
                    found.append(path)
            except OSError:
                pass
    raise RuntimeError(f"REACHED: {len(found)} settings, {found[:3]}" if found else "nothing")
