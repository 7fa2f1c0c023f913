"""ex07. A deadline for a process.

Write run_with_deadline(target, args=(), seconds=1.0, grace=1.0). It must

- call target(*args) in a process of its own;
- return as soon as this process has ended; but if it is still alive
  - `seconds` seconds after start(): ask it to end, with terminate();
  - and `grace` seconds after that:  end it by force, with kill();
- wait until it has ended (join), and return its exit code.

terminate() sends the signal SIGTERM: a polite request. A process may tidy up first, or not listen at
all. kill() sends SIGKILL, which no process can ignore.

Exit codes: 0 the target ran to its end, n it called sys.exit(n), 1 it raised an exception,
-15 it was killed by SIGTERM, -9 it was killed by SIGKILL.

On Windows there are no signals: terminate() ends a process at once, and its exit code is -15. Your
function is the same there; its target is just never asked, and the grace is never needed.

Try it:     python exercises/ex07_deadline.py
Grade it:   nox -s grade -- ex07
"""

import multiprocessing
import signal
import time


def run_with_deadline(target, args=(), seconds=1.0, grace=1.0):
    """Run target(*args) in a process, end it when its time is over, and return its exit code."""
    process = multiprocessing.Process(target=target, args=args)
    process.start()
    process.join(seconds)  # comes back when the process has ended or the time is over, and does not say which
    if process.is_alive():
        process.terminate()
        process.join(grace)
    if process.is_alive():
        process.kill()
        process.join()
    return process.exitcode


def quick(text):
    """A target that ends by itself."""
    print(f"quick: {text}")


def slow():
    """A target that takes too long, and ends when it is asked to."""
    print("slow: this will take a minute")
    time.sleep(60)


def deaf():
    """A target that takes too long, and does not listen."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    print("deaf: I do not listen")
    time.sleep(60)


if __name__ == "__main__":
    print("exit code", run_with_deadline(quick, ("done",)))
    print("exit code", run_with_deadline(slow, seconds=1.0))
    print("exit code", run_with_deadline(deaf, seconds=1.0, grace=0.5))
