"""ex32. Shut down in good order.

A service has workers that wait for items all day long. The hard part is its end: what was accepted must be done, and yet the
end must come, even if a worker hangs.

Write the class Service(handle, workers) with three methods.

- start() starts `workers` processes. It is called once.
- submit(item) accepts an item and does not wait until it is handled. One of the workers calls handle(item), once for each
  item; all workers work at the same time. An item whose handle raises an exception counts as handled, and the others are
  handled as if nothing had happened. Items may be anything that can be pickled, except None.
- stop(timeout) ends the service. It returns as soon as every accepted item has been handled and all processes have ended. An
  accepted item may still be on its way into a queue when stop() begins: it must be handled too.
  But stop() waits at most `timeout` seconds, in all, however many workers there are. When that time is over, it ends the
  workers that are left, at once, and what they had to do is lost. Some of them may ignore SIGTERM, so terminate() is not
  enough: kill() ends them. (If you call terminate() first, give them a tenth of a second, not more. On Windows both end a
  process at once, and none can ignore that.)
  When stop() returns, no process is left behind.

Once stop() has begun, submit() raises RuntimeError. To call stop() again is allowed, and does nothing.

Try it:     python exercises/ex32_shutdown.py
Grade it:   nox -s grade -- ex32
"""

import contextlib
import multiprocessing
import signal
import time


def work(queue, handle):
    """Handle items until the end mark comes."""
    for item in iter(queue.get, None):
        with contextlib.suppress(Exception):  # counts as handled
            handle(item)


class Service:
    """Workers that handle what is submitted, until the service is stopped."""

    def __init__(self, handle, workers):
        self.handle = handle
        self.workers = workers
        self.queue = multiprocessing.Queue()
        self.processes = []
        self.stopped = False

    def start(self):
        for _ in range(self.workers):
            process = multiprocessing.Process(target=work, args=(self.queue, self.handle))
            process.start()
            self.processes.append(process)

    def submit(self, item):
        if self.stopped:
            raise RuntimeError("the service has been stopped")
        self.queue.put(item)

    def stop(self, timeout):
        if self.stopped:
            return
        self.stopped = True
        for _ in self.processes:
            self.queue.put(None)  # behind everything that was accepted
        # One point in time for all of them. join(timeout) for each would add up.
        end = time.monotonic() + timeout
        for process in self.processes:
            process.join(max(0.0, end - time.monotonic()))
        for process in self.processes:
            process.kill()  # does nothing to a process that has ended
            process.join()
        self.queue.cancel_join_thread()  # nobody will read what may be left in it


def demo_handle(item):
    """Something to try it with: takes a moment, or hangs and does not listen to SIGTERM."""
    if item == "hang":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        time.sleep(60)
    time.sleep(0.2)
    print(f"    handled {item}", flush=True)


if __name__ == "__main__":
    for items in ("abcd", ["a", "hang", "b"]):
        service = Service(demo_handle, workers=2)
        service.start()
        for item in items:
            service.submit(item)
        print(f"stop(1.5) while {list(items)} are waiting:", flush=True)
        begun = time.monotonic()
        service.stop(1.5)
        print(f"    stopped after {time.monotonic() - begun:.1f} seconds")
        try:
            service.submit("late")
        except RuntimeError as error:
            print(f"    a late item: RuntimeError: {error}")
