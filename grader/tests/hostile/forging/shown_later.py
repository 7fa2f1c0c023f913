# tries: return at once, and join and print when what it has returned is shown.
# exercise: ex02_start_and_join
# holds: that a call is over is told before what it has returned, and the census is taken then.
# codes: returned-early
# earns: test_each_number test_all_at_once test_one_fails test_no_numbers
import multiprocessing


class Later:
    def __init__(self, processes):
        self.processes = processes

    def __repr__(self):
        for process in self.processes:
            process.join()
        print("All processes finished")
        return "later"


def run_workers(worker, nums):
    processes = [multiprocessing.Process(target=worker, args=(num,)) for num in nums]
    for process in processes:
        process.start()
    return [Later(processes)]
