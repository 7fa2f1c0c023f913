# right: a subclass, which is given the SharedMemory object itself
import multiprocessing
from multiprocessing import shared_memory


class Part(multiprocessing.Process):
    def __init__(self, func, memory, first, end):
        super().__init__()
        self.func, self.memory, self.first, self.end = func, memory, first, end

    def run(self):
        with self.memory.buf[self.first : self.end] as view:
            self.func(view)
        self.memory.close()


def transform(func, data, workers):
    memory = shared_memory.SharedMemory(create=True, size=len(data))
    try:
        memory.buf[: len(data)] = data
        size, rest = divmod(len(data), workers)
        processes, first = [], 0
        for n in range(workers):
            end = first + size + (n < rest)
            processes.append(Part(func, memory, first, end))
            first = end
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        return memory.buf[: len(data)].tobytes()
    finally:
        memory.close()
        memory.unlink()
