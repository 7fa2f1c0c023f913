# tries: set the mode of the machine's devices, to what it is already.
# exercise: ex02_start_and_join
# holds: each device is mounted read-only: it can be read and written, and nothing of it changed.
# codes: exception
# only: bubblewrap; tree: perhaps reached
import os


def run_workers(worker, nums):
    found = []
    for name in ("null", "zero", "full", "random", "urandom", "tty"):
        place = "/dev/" + name
        try:
            os.chmod(place, os.stat(place).st_mode & 0o7777)
            found.append(place)
        except OSError:
            pass
    with open("/dev/null", "w") as null:
        null.write("it can be used all the same")
    raise RuntimeError(f"REACHED: {found}" if found else "nothing")
