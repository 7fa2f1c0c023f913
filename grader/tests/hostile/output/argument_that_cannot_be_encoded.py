# tries: an argument whose representation is half of a character, which nothing can encode.
# exercise: ex02_start_and_join
# holds: texts are made printable where they come in.
import multiprocessing


class Odd:
    def __repr__(self):
        return "\ud800"


def run_workers(worker, nums):
    processes = [multiprocessing.Process(target=worker, args=(Odd(),)) for num in nums]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print("All processes finished")
