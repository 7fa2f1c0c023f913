# wrong: always-forks
import multiprocessing


def run_workers(worker, nums):
    def job(num):
        worker(num)

    context = multiprocessing.get_context("fork")
    processes = [context.Process(target=job, args=(num,)) for num in nums]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print("All processes finished")
