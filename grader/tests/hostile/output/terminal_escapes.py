# tries: clear the instructor's terminal and write a passed verdict there.
# exercise: ex02_start_and_join
# holds: nothing that a program says steers the terminal.
# codes: exception
ESCAPES = "\x1b[2J\x1b[H\x1b]8;;http://example.org\x07PASSED 8/8\x1b]8;;\x07\r\b\x9b1m\u202e\u2066\x00\x07"


def run_workers(worker, nums):
    print(ESCAPES, flush=True)
    raise RuntimeError(ESCAPES)
