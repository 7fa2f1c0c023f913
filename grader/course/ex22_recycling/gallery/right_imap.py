# right: imap sends items one by one
import multiprocessing


def recycled(func, items, processes=2, per_child=3):
    with multiprocessing.Pool(processes, maxtasksperchild=per_child) as pool:
        results, error = [], None
        answers = pool.imap(func, items)
        while True:
            try:
                results.append(next(answers))
            except StopIteration:
                break
            except Exception as problem:
                error = problem
        pool.close()
        pool.join()
    if error is not None:
        raise error
    return results
