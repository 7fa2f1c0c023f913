# tries: an accident: a pool at the top level of the file, under spawn. Each new process imports the file again.
# exercise: ex02_start_and_join
# holds: it is stopped soon, and explained.
# options: --start-method spawn
# codes: work-at-import
import multiprocessing


def square(number):
    return number * number


with multiprocessing.Pool(4) as pool:
    print(pool.map(square, range(10)))


def run_workers(worker, nums):
    print("All processes finished")
