# right: each process writes its part in one piece
import multiprocessing


class Filler(multiprocessing.Process):
    def __init__(self, func, array, start, stop):
        super().__init__(daemon=True)
        self.job = func, array, start, stop

    def run(self):
        func, array, start, stop = self.job
        numbers = [func(i) for i in range(start, stop)]
        with array.get_lock():
            array[start:stop] = numbers


def parallel_fill(func, length, workers):
    array = multiprocessing.Array("d", length)
    edges = [round(length * n / workers) for n in range(workers + 1)]
    fillers = [Filler(func, array, start, stop) for start, stop in zip(edges, edges[1:])]
    [filler.start() for filler in fillers]
    [filler.join() for filler in fillers]
    return array[:]
