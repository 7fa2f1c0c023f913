# wrong: not-joined
import multiprocessing
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
    memory = SharedMemory(create=True, size=len(data))
    memory.buf[: len(data)] = data
    cuts = [len(data) * n // workers for n in range(workers + 1)]
    processes = []
    for n in range(workers):
        processes.append(multiprocessing.Process(target=part, args=(func, memory.name, cuts[n], cuts[n + 1])))
    for process in processes:
        process.start()
    processes[0].join()
    result = bytes(memory.buf[: len(data)])
    memory.close()
    memory.unlink()
    return result
