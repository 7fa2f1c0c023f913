# right: a pool
import multiprocessing


def fan_out(items, handle, consumers):
    with multiprocessing.Pool(consumers) as pool:
        waiting = [pool.apply_async(handle, (item,)) for item in items]
        for one in waiting:
            one.wait()
        pool.close()
        pool.join()
