# tries: fill whatever folder of the sandbox is none of the play's own, beyond the limits of what a play may store.
# exercise: ex02_start_and_join
# holds: nothing but the play's own folders can be written to, and those have a size.
# codes: exception too-much-stored
# only: bubblewrap; tree: exit 1
import os
import time

PLACES = ("/", "/dev", "/etc", "/kit", os.path.dirname(os.path.dirname(os.getcwd())))


def run_workers(worker, nums):
    filled, names = 0, []
    if os.getppid() == 1:
        for place in PLACES:
            for number in range(12):
                try:
                    with open(f"{place}/mh-hostile-{number}", "wb") as file:
                        filled += file.write(bytes(50 * 1024**2))
                        names.append(place)
                except OSError:
                    break
        time.sleep(2)
    raise RuntimeError(f"REACHED: {filled} in {sorted(set(names))}" if filled > 512 * 1024**2 else "nothing")
