# wrong: wrong-value
import multiprocessing


def pool_map(func, items, processes=2):
    with multiprocessing.Pool(processes) as pool:
        answers = pool.imap(func, items)
        list(answers)
        pool.close()
        pool.join()
        return answers
