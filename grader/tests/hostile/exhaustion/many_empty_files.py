# tries: make empty folders as fast as it can, in all places that it may write to.
# exercise: ex02_start_and_join
# holds: the judge counts them, and the play's file systems have room for so many and no more.
# codes: too-much-stored
import itertools
import os


def run_workers(worker, nums):
    for number in itertools.count():
        for place in (".", os.environ["TMPDIR"]) + ((("/tmp", "/dev/shm")) if os.getppid() == 1 else ()):
            os.mkdir(f"{place}/mh-hostile-{number}")
