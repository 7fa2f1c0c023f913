# tries: to print a traceback as one child after another, with endless names, texts and line numbers
# exercise: ex02_start_and_join
# holds: errors of children are cut in grading/player.py; a number of more than seven digits is no line
import multiprocessing as mp
import sys


def shout(name):
    print("Traceback (most recent call last):", file=sys.stderr)
    print(f'  File "/x/work/ex02_start_and_join.py", line {"9" * 5000}, in f', file=sys.stderr)
    for line in range(2000):
        print(f'  File "/x/work/ex02_start_and_join.py", line {line}, in f', file=sys.stderr)
    print("E" * 10_000 + ": " + "\U0001f600" * 1000, file=sys.stderr)


def run_workers(worker, nums):
    for num in range(20):
        process = mp.Process(target=shout, args=(num,))
        process.start()
        process.join()
