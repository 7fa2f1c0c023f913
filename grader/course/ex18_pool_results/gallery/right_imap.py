# right: imap
import multiprocessing


def pool_map(func, items, processes=2):
    with multiprocessing.Pool(processes) as pool:
        results = list(pool.imap(func, items))
        pool.close()
        pool.join()
    return results
