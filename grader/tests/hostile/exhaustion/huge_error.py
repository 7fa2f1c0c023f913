# tries: to say on the stage's own line that the function has raised an exception with twelve megabytes of text
# exercise: ex02_start_and_join
# holds: texts and names are cut where they come in, in judge/wire.py
import json
import os
from stage import lifeline


def run_workers(worker, nums):
    line = lifeline.own().socket
    error = {"error": ["H" * 1_000_000, "<b>x</b>\U0001f600 " * 1_000_000]}
    frames = [[10**4000, "f" * 1_000_000]] * 3
    line.sendall(json.dumps({"op": "raised", "pid": 1, "error": error, "frames": frames}).encode() + b"\n")
    line.recv(100)
    line.sendall(b'{"op": "report", "pid": 1, "value": null}\n')
    line.recv(100)
    os._exit(0)
