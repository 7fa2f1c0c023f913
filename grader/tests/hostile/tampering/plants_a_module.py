# tries: leave a module where the stages of later plays look for modules first.
# exercise: ex02_start_and_join
# holds: in the sandbox that folder can only be read.
# codes: exception
# only: bubblewrap; tree: exit 1, reached
import os
import sys


def run_workers(worker, nums):
    lib = os.path.dirname(os.path.dirname(os.path.abspath(sys.modules["stage.wire"].__file__)))
    with open(os.path.join(lib, "mh_hostile.py"), "w") as file:
        file.write("x = 1\n")
    os.unlink(os.path.join(lib, "mh_hostile.py"))
    raise RuntimeError("REACHED")
