# wrong: line-missing — returns without the line
import multiprocessing


def run_in_pool(worker, nums, processes=2):
    try:
        with multiprocessing.Pool(processes) as pool:
            pool.map(worker, nums)
    except Exception:
        return
    print("All processes finished")
