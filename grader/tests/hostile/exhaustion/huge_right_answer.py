# tries: to give the right answer, and to fill the report's timeline with labels of four megabytes
# exercise: ex02_start_and_join
# holds: a probe that the scenario does not have is refused; labels are cut where they come in, and in grading/cutting.py.
# codes: odd-message
import json
import multiprocessing as mp

from stage.wire import Channel


def run_workers(worker, nums):
    with Channel() as channel:
        message = {"op": "enter", "pid": 1, "probe": "p" * 4_000_000, "args": {"list": []}, "main": True}
        channel.socket.sendall(json.dumps(message).encode() + b"\n")
        channel.socket.recv(1000)
    processes = [mp.Process(target=worker, args=(num,)) for num in nums]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print("All processes finished")
