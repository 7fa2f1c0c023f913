# wrong: not-removed — an exception passes by the unlink
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
    memory.buf[: len(data)] = data
    cuts = [len(data) * n // workers for n in range(workers + 1)]
    with multiprocessing.Pool(workers) as pool:
        pool.starmap(part, [(func, memory.name, cuts[n], cuts[n + 1]) for n in range(workers)], chunksize=1)
    result = bytes(memory.buf[: len(data)])
    memory.close()
    memory.unlink()
    return result
