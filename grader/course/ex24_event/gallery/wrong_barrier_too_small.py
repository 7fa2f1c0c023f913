# wrong: begins-too-early — the barrier opens for two of three
from multiprocessing import Barrier, Process


def run(barrier, work, i):
    barrier.wait()
    work(i)


def start_together(work, count):
    barrier = Barrier(max(count - 1, 1))
    processes = [Process(target=run, args=(barrier, work, i)) for i in range(count)]
    for process in processes:
        process.start()

    for process in processes:
        process.join()
