# wrong: part-not-done
import multiprocessing
from multiprocessing.connection import wait
from multiprocessing.shared_memory import SharedMemory


def part(func, name, first, end):
    memory = SharedMemory(name)
    try:
        with memory.buf[first:end] as view:
            func(view)
    finally:
        memory.close()


def transform(func, data, workers):
    memory = SharedMemory(create=True, size=len(data))
    memory.buf[: len(data)] = data
    cuts = [len(data) * n // workers for n in range(workers + 1)]
    left = [multiprocessing.Process(target=part, args=(func, memory.name, cuts[n], cuts[n + 1])) for n in range(workers)]
    for process in left:
        process.start()
    while left:
        wait([process.sentinel for process in left])
        for process in [one for one in left if not one.is_alive()]:
            left.remove(process)
            process.join()
            if process.exitcode:
                for other in left:
                    other.terminate()
    result = bytes(memory.buf[: len(data)])
    memory.close()
    memory.unlink()
    return result
