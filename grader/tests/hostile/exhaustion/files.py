# tries: fill the disk through the temporary folder.
# exercise: ex02_start_and_join
# holds: the play is stopped at the limit.
# codes: too-much-stored
import tempfile
import time


def run_workers(worker, nums):
    block = bytes(1_000_000)
    for _ in range(20):
        with tempfile.NamedTemporaryFile(delete=False) as file:
            for _ in range(40):
                file.write(block)
    time.sleep(30)
