# tries: say in one piece thirty thousand times that the function is over, beside fifty idle processes.
# exercise: ex02_start_and_join
# holds: one call is over once; at the second word the play is stopped.
# codes: odd-message
import multiprocessing
import sys
import time


def run_workers(worker, nums):
    context = multiprocessing.get_context("fork")
    for _ in range(50):
        context.Process(target=time.sleep, args=(300,), daemon=True).start()
    line = sys.modules["stage.lifeline"].own().socket
    line.sendall(b'{"op": "over", "pid": 1}\n' * 30_000)
    time.sleep(300)
