# wrong: result-not-code — a pool gives results, and no exit codes
import multiprocessing


def call(task):
    return task()


def exit_codes(tasks):
    with multiprocessing.Pool(max(1, len(tasks))) as pool:
        codes = pool.map(call, tasks, chunksize=1)
        pool.close()
        pool.join()
    return codes
