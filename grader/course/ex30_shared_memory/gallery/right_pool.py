# right: a pool, one task for each part; it raises, and cleans up
import multiprocessing
from multiprocessing.shared_memory import SharedMemory


def part(func, name, first, end):
    memory = SharedMemory(name=name)
    try:
        with memory.buf[first:end] as view:
            func(view)
    finally:
        memory.close()


def transform(func, data, workers):
    memory = SharedMemory(create=True, size=len(data))
    try:
        memory.buf[: len(data)] = data
        size = len(data) / workers
        parts = [(func, memory.name, int(size * n), int(size * (n + 1)) if n < workers - 1 else len(data)) for n in range(workers)]
        with multiprocessing.Pool(workers) as pool:
            pool.starmap(part, parts, chunksize=1)
        return bytes(memory.buf[: len(data)])
    finally:
        memory.close()
        memory.unlink()
