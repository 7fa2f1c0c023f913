# right: a SharedMemoryManager removes the segment; an executor
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.managers import SharedMemoryManager
from multiprocessing.shared_memory import SharedMemory


def part(func, name, first, end):
    memory = SharedMemory(name)
    view = memory.buf[first:end]
    try:
        func(view)
    finally:
        view.release()
        memory.close()


def transform(func, data, workers):
    with SharedMemoryManager() as manager:
        memory = manager.SharedMemory(len(data))
        memory.buf[: len(data)] = data
        cuts = [len(data) * n // workers for n in range(workers + 1)]
        with ProcessPoolExecutor(workers) as executor:
            futures = [executor.submit(part, func, memory.name, cuts[n], cuts[n + 1]) for n in range(workers)]
        for future in futures:
            future.exception()
        result = bytes(memory.buf[: len(data)])
        memory.close()
    return result
