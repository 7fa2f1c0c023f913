# tries: remove the witness's socket, so that nobody can report any more.
# exercise: ex02_start_and_join
# holds: the sandbox does not let it; without it, the grading ends and says that it could not decide.
# codes: exception never-called
# only: bubblewrap; tree: exit 3
import multiprocessing
import os


def run_workers(worker, nums):
    os.unlink(os.environ["MANY_HANDS_WITNESS"].partition(":")[2])
    processes = [multiprocessing.Process(target=worker, args=(num,)) for num in nums]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print("All processes finished")
