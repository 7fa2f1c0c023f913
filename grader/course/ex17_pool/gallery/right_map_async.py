# right: map_async, waits inside the with block
import multiprocessing


def run_in_pool(worker, nums, processes=2):
    with multiprocessing.Pool(processes) as pool:
        pool.map_async(worker, nums, chunksize=1).wait()
        pool.close()
        pool.join()
    print("All processes finished")
