# right: looks again and again whether something has come; its own check of the name
import multiprocessing
import time


def child(conn, func, args):
    with conn:
        try:
            answer = (True, func(*args))
        except Exception as error:
            answer = (False, error)
        conn.send(answer)


def run_under(method, func, args=()):
    if method not in multiprocessing.get_all_start_methods():
        raise ValueError(f"there is no start method {method!r}")
    ctx = multiprocessing.get_context(method)
    here, there = ctx.Pipe()
    process = ctx.Process(target=child, args=(there, func, args))
    process.start()
    there.close()
    while not here.poll():
        time.sleep(0.02)
    good, answer = here.recv()
    while process.is_alive():
        process.join(0.05)
    if good:
        return answer
    raise answer
