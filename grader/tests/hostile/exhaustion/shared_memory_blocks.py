# tries: make SharedMemory blocks without an end.
# exercise: ex02_start_and_join
# holds: the play is stopped at the limit.
# codes: too-much-memory too-much-stored exception died
from multiprocessing import shared_memory


def run_workers(worker, nums):
    kept = []
    for number in range(60):
        block = shared_memory.SharedMemory(f"mh-hostile-{number}", create=True, size=60_000_000)
        block.buf[::4096] = bytes(len(block.buf[::4096]))
        kept.append(block)
    raise RuntimeError("REACHED")
