# right: a subclass of Process that knows its limits
import multiprocessing
import os
import signal
import time


class Limited(multiprocessing.Process):
    def __init__(self, target, args):
        super().__init__(daemon=True)
        self.work, self.work_args = target, args

    def run(self):
        self.work(*self.work_args)

    def end(self, at, number):
        self.join(max(0, at - time.monotonic()))
        if self.exitcode is None:
            os.kill(self.pid, number)


def run_with_deadline(target, args=(), seconds=1.0, grace=1.0):
    process = Limited(target, tuple(args))
    process.start()
    begun = time.monotonic()
    process.end(begun + seconds, signal.SIGTERM)
    process.end(begun + seconds + grace, signal.SIGKILL)
    process.join()
    return process.exitcode
