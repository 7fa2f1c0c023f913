# wrong: looked-too-early — a pipe each, looked into while its process is alive
import multiprocessing


def send_result(func, item, conn):
    conn.send(func(item))


def collect(func, items):
    processes = []
    for item in items:
        ours, theirs = multiprocessing.Pipe(duplex=False)
        process = multiprocessing.Process(target=send_result, args=(func, item, theirs))
        process.start()
        processes.append((process, ours))
    results = {}
    for index, (process, conn) in enumerate(processes):
        while process.is_alive():
            if conn.poll(0.05):
                results[index] = conn.recv()
                break
        process.join()
    return [results[index] for index in range(len(processes))]
