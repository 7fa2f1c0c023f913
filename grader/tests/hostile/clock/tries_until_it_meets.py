# tries: repeat the whole work until a race is won.
# exercise: ex02_start_and_join
# holds: each call is seen, so the second attempt is one too many.
# codes: call-twice
import multiprocessing


def run_workers(worker, nums):
    for _ in range(3):
        processes = [multiprocessing.Process(target=worker, args=(num,)) for num in nums]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
    print("All processes finished")
