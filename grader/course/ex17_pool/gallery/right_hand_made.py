# right: workers and a queue made by hand
import multiprocessing


def work(worker, queue):
    while (num := queue.get()) is not None:
        try:
            worker(num)
        except Exception as error:
            print("one failed:", error)


def run_in_pool(worker, nums, processes=2):
    queue = multiprocessing.Queue()
    workers = [multiprocessing.Process(target=work, args=(worker, queue)) for _ in range(processes)]
    for process in workers:
        process.start()
    for num in nums:
        queue.put(num)
    for _ in workers:
        queue.put(None)
    for process in workers:
        process.join()
    print("All processes finished")
