# tries: let children enter one after another, keep their lines after they have died, so that all seem to be inside.
# exercise: ex02_start_and_join
# holds: only living processes meet.
# earns: test_each_number test_waits_for_all test_one_fails test_no_numbers
import json
import multiprocessing
import os
import socket


def hand_over(pipe, num):
    line = socket.socket(socket.AF_UNIX)
    line.connect(os.environ["MANY_HANDS_WITNESS"].partition(":")[2])
    said = {"op": "enter", "pid": 1, "probe": "worker", "args": {"list": [num]}, "main": True}
    line.sendall(json.dumps(said).encode() + b"\n")
    socket.send_fds(pipe, [b"x"], [line.fileno()])


def run_workers(worker, nums):
    kept = []
    for num in nums:
        ours, theirs = socket.socketpair()
        process = multiprocessing.get_context("fork").Process(target=hand_over, args=(theirs, num))
        process.start()
        kept.append(socket.recv_fds(ours, 10, 1))
        process.join()
    for _, fds, _, _ in kept:
        line = socket.socket(fileno=fds[0])
        line.recv(1000)
        line.sendall(b'{"op": "leave", "pid": 1, "how": "returned"}\n')
        line.recv(1000)
    print("All processes finished")
