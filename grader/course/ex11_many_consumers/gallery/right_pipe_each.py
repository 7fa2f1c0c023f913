# right: a pipe each, dealt out in turn, and its end is the end mark
import multiprocessing


def consume(conn, handle):
    while True:
        try:
            item = conn.recv()
        except EOFError:
            return
        try:
            handle(item)
        except Exception as error:
            print(error)


def fan_out(items, handle, consumers):
    pipes = [multiprocessing.Pipe(False) for _ in range(consumers)]
    processes = []
    for r, s in pipes:
        processes.append(multiprocessing.Process(target=run, args=(r, [s for _, s in pipes], handle)))
    for process in processes:
        process.start()
    for r, _ in pipes:
        r.close()
    for i, item in enumerate(items):
        pipes[i % consumers][1].send(item)
    for _, s in pipes:
        s.close()
    for process in processes:
        process.join()


def run(r, others, handle):
    for s in others:
        s.close()
    consume(r, handle)
