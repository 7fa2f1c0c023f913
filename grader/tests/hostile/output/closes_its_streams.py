# tries: close the output, and replace it by something that raises.
# exercise: ex02_start_and_join
# holds: it is the submission's own loss.
import os
import sys


class Broken:
    def write(self, text):
        raise SystemExit(0)

    flush = fileno = write


def run_workers(worker, nums):
    sys.stdout.close()
    sys.stdout = sys.stderr = Broken()
    os.close(1) if nums else None
