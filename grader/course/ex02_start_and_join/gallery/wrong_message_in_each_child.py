# wrong: line-by-child
import multiprocessing


def work_and_say(worker, num):
    worker(num)
    print("All processes finished", flush=True)


def run_workers(worker, nums):
    processes = [multiprocessing.Process(target=work_and_say, args=(worker, num)) for num in nums[:1]]
    processes += [multiprocessing.Process(target=worker, args=(num,)) for num in nums[1:]]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
