# wrong: threads
import threading


def run_with_deadline(target, args=(), seconds=1.0, grace=1.0):
    thread = threading.Thread(target=target, args=args, daemon=True)
    thread.start()
    thread.join(seconds)
    return 0
