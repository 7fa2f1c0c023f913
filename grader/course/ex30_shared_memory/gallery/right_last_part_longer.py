# right: the last part goes to the end; daemons, joined again and again with a timeout
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
    size = len(data) // workers
    cuts = [size * n for n in range(workers)] + [len(data)]
    processes = []
    for n in range(workers):
        processes.append(multiprocessing.Process(target=part, args=(func, memory.name, cuts[n], cuts[n + 1]), daemon=True))
    for process in processes:
        process.start()
    for process in processes:
        while process.is_alive():
            process.join(0.05)
    result = bytes(memory.buf[: len(data)])
    memory.close()
    memory.unlink()
    return result
