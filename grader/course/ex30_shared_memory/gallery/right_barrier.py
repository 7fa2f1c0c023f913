# right: a barrier and a counter beside the segment; their memory has no name from the beginning
import multiprocessing
from multiprocessing.shared_memory import SharedMemory


def transform(func, data, workers):
    memory = SharedMemory(create=True, size=len(data) or 1)
    try:
        memory.buf[: len(data)] = data
        barrier = multiprocessing.Barrier(workers)
        done = multiprocessing.Value("i", 0)
        kept = multiprocessing.Array("d", 100)
        cuts = [len(data) * n // workers for n in range(workers + 1)]
        processes = [
            multiprocessing.Process(target=change, args=(func, memory.name, first, end, barrier, done, kept))
            for first, end in zip(cuts, cuts[1:])
        ]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        return bytes(memory.buf[: len(data)])
    finally:
        memory.close()
        memory.unlink()


def change(func, name, first, end, barrier, done, kept):
    memory = SharedMemory(name)
    try:
        barrier.wait()
        with memory.buf[first:end] as part:
            func(part)
        with done.get_lock():
            done.value += 1
            kept[done.value] = end
    finally:
        memory.close()
