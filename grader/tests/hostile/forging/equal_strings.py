# tries: call the worker with numbers that claim to be equal to all numbers, in one process.
# exercise: ex02_start_and_join
# holds: what is no plain number is reported as what it is.
# codes: wrong-arguments call-missing in-the-caller called-not-passed threads
class Any(int):
    def __eq__(self, other):
        return True

    def __hash__(self):
        return 4

    def __repr__(self):
        return "4"


def run_workers(worker, nums):
    for _ in nums:
        worker(Any(4))
    print("All processes finished")
