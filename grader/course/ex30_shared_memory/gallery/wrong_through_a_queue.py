# wrong: not-shared-memory — copies come back through a queue
import multiprocessing


def part(func, queue, n, piece):
    piece = bytearray(piece)
    func(memoryview(piece))
    queue.put((n, bytes(piece)))


def transform(func, data, workers):
    queue = multiprocessing.Queue()
    cuts = [len(data) * n // workers for n in range(workers + 1)]
    processes = [
        multiprocessing.Process(target=part, args=(func, queue, n, data[cuts[n] : cuts[n + 1]])) for n in range(workers)
    ]
    for process in processes:
        process.start()
    pieces = dict(queue.get() for _ in processes)
    for process in processes:
        process.join()
    return b"".join(pieces[n] for n in range(workers))
