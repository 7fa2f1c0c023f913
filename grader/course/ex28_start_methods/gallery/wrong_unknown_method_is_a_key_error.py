# wrong: unknown-other-error
import multiprocessing

CONTEXTS = {name: multiprocessing.get_context(name) for name in multiprocessing.get_all_start_methods()}


def run_under(method, func, args=()):
    with CONTEXTS[method].Pool(1) as pool:
        return pool.apply(func, args)
