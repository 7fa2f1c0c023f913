# tries: to say that the file cannot be loaded, with facts of a megabyte each
# exercise: ex02_start_and_join
# holds: facts are cut where they come in, in judge/wire.py, and once more in grading/cutting.py
# codes: odd-message
import json
import os

from stage import lifeline

line = lifeline.own().socket
facts = {"text": "\U0001f600" * 1_000_000, "code": "z" * 1_000_000, "line": 10**4000, "k" * 1_000_000: 1, "names": ["n" * 10_000] * 100}
line.sendall(json.dumps({"op": "unloadable", "pid": 1, "problem": "syntax", **facts}).encode() + b"\n")
line.recv(1000)
os._exit(0)
