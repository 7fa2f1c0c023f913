# tries: say that calls are over before the witness has let them go, each from a child that follows the one before.
# exercise: ex02_start_and_join
# holds: a call that has not been let go cannot be left.
# codes: odd-message
import json
import multiprocessing
import os
import socket


def quick(num):
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(os.environ["MANY_HANDS_WITNESS"].partition(":")[2])
        line.sendall(b'{"op": "leave", "pid": 1, "how": "returned"}\n')
        said = {"op": "leave", "pid": 1, "how": "returned", "probe": "worker", "args": {"list": [num]}, "main": True}
        line.sendall(json.dumps(said).encode() + b"\n")
        line.recv(1000)


def run_workers(worker, nums):
    for num in nums:
        process = multiprocessing.Process(target=quick, args=(num,))
        process.start()
        process.join()
    print("All processes finished")
