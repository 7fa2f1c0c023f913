# wrong: wrong-value — equal items have one place in a dictionary
import multiprocessing


def pool_map(func, items, processes=2):
    with multiprocessing.Pool(processes) as pool:
        answers = {item: pool.apply_async(func, (item,)) for item in items}
        return [answer.get() for answer in answers.values()]
