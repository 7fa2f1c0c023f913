# right: looks from time to time
import multiprocessing
import time


def pool_map(func, items, processes=2):
    with multiprocessing.Pool(processes) as pool:
        answer = pool.map_async(func, items, chunksize=1)
        while not answer.ready():
            time.sleep(0.05)
        return answer.get()
