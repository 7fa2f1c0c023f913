# right: a manager's barrier; a thread in the parent for each process
import multiprocessing
import threading


def run(barrier, first, second, i):
    first(i)
    barrier.wait()
    try:
        second(i)
    except Exception as error:
        print(error)


def watch(process, barrier):
    process.join()
    if process.exitcode:
        barrier.abort()


def two_phases(first, second, count):
    manager = multiprocessing.Manager()
    barrier = manager.Barrier(count) if count else None
    processes = [multiprocessing.Process(target=run, args=(barrier, first, second, i)) for i in range(count)]
    for process in processes:
        process.start()
    threads = [threading.Thread(target=watch, args=(process, barrier)) for process in processes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    manager.shutdown()
