# right: counts for itself what has been handled
import multiprocessing


def serve(queue, handle, done):
    for item in iter(queue.get, None):
        try:
            handle(item)
        except Exception as error:
            print(error)
        with done.get_lock():
            done.value += 1


def process_all(items, handle, workers):
    queue = multiprocessing.SimpleQueue()
    done = multiprocessing.Value("i", 0)
    processes = [multiprocessing.Process(target=serve, args=(queue, handle, done)) for _ in range(workers)]
    for process in processes:
        process.start()
    put = 0
    for item in items:
        queue.put(item)
        put += 1
    while done.value < put:
        processes[0].join(0.01)
    for _ in processes:
        queue.put(None)
    for process in processes:
        process.join()
