# tries: give a target that tidies up only a moment for that, and tell it that it needs none.
# exercise: ex07_deadline
# holds: the judge measures how long it took from being asked to its end.
# codes: odd-message
# earns: test_in_time test_waited_for test_deaf
import multiprocessing


def run_with_deadline(target, args=(), seconds=1.0, grace=1.0):
    quick = hasattr(target, "seconds")
    if quick:
        target.seconds = 0.0
    process = multiprocessing.Process(target=target, args=args)
    process.start()
    process.join(seconds)
    if process.exitcode is None:
        process.terminate()
        process.join(0.7 if quick else min(grace, 20.0))
        if process.exitcode is None:
            process.kill()
    process.join()
    return process.exitcode
