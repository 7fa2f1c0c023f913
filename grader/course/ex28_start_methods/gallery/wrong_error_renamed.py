# wrong: error-differs
import multiprocessing


def run_under(method, func, args=()):
    context = multiprocessing.get_context(method)
    with context.Pool(1) as pool:
        try:
            return pool.apply(func, args)
        except Exception as error:
            raise RuntimeError(f"func failed: {error}") from error
