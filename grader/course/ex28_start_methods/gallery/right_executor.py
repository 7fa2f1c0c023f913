# right: an executor with the context
import multiprocessing
from concurrent.futures import ProcessPoolExecutor


def run_under(method, func, args=()):
    context = multiprocessing.get_context(method)
    with ProcessPoolExecutor(1, mp_context=context) as executor:
        return executor.submit(func, *args).result()
