# right: a barrier for all
from multiprocessing import Barrier, Process


def run(barrier, work, i):
    barrier.wait()
    work(i)


def start_together(work, count):
    barrier = Barrier(count) if count else None
    processes = [Process(target=run, args=(barrier, work, i)) for i in range(count)]
    for process in processes:
        process.start()
    print('all started')
    for process in processes:
        process.join()
