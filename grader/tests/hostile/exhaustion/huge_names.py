# tries: to call a probe by a name of a megabyte, with a hundred thousand arguments, again and again
# exercise: ex02_start_and_join
# holds: names and arguments are cut where they come in, in judge/protocol.py; labels once more in grading/player.py
import json

from stage.wire import Channel


def run_workers(worker, nums):
    for _ in range(20):
        with Channel() as channel:
            message = {"op": "enter", "pid": 1, "probe": "\U0001f600\n" * 100_000, "args": {"list": ["x"] * 20_000}, "main": True}
            channel.socket.sendall(json.dumps(message).encode() + b"\n")
            channel.socket.recv(1000)
