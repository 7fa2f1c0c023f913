# right: raises the first error when all calls are over
from concurrent.futures import ProcessPoolExecutor, wait


def run_in_pool(worker, nums, processes=2):
    executor = ProcessPoolExecutor(processes)
    try:
        futures = [executor.submit(worker, num) for num in nums]
        wait(futures)
    finally:
        executor.shutdown()
    for future in futures:
        future.result()
    print("All processes finished")
