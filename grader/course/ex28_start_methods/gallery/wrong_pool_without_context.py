# wrong: wrong-method — the executor is not given the context
import multiprocessing
from concurrent.futures import ProcessPoolExecutor


def run_under(method, func, args=()):
    context = multiprocessing.get_context(method)
    lock = context.Lock()
    with lock, ProcessPoolExecutor(1) as executor:
        return executor.submit(func, *args).result()
