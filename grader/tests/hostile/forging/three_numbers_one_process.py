# tries: claim three process ids from three threads of one child.
# exercise: ex02_start_and_join
# holds: the kernel says who speaks, so one process meets nobody.
# earns: test_each_number test_waits_for_all test_one_fails test_no_numbers
import json
import multiprocessing
import os
import socket
import threading


def claim(num):
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(os.environ["MANY_HANDS_WITNESS"].partition(":")[2])
        said = {"op": "enter", "pid": 70_000 + num, "probe": "worker", "args": {"list": [num]}, "main": True}
        line.sendall(json.dumps(said).encode() + b"\n")
        line.recv(1000)
        line.sendall(b'{"op": "leave", "pid": 1, "how": "returned"}\n')
        line.recv(1000)


def claims(nums):
    threads = [threading.Thread(target=claim, args=(num,)) for num in nums]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def run_workers(worker, nums):
    if nums:
        process = multiprocessing.Process(target=claims, args=(nums,))
        process.start()
        process.join()
    print("All processes finished")
