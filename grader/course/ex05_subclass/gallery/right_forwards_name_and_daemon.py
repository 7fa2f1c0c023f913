# right: passes on what Process itself takes
import multiprocessing
import threading


class MyProcess(multiprocessing.Process):
    def __init__(self, num, seconds=2.0, *, name=None, daemon=True):
        super().__init__(name=name or f"worker-{num}", daemon=daemon)
        self.num, self.seconds = num, seconds

    def run(self):
        print("Worker", self.num, "started")
        threading.Event().wait(self.seconds)
        print("Worker", self.num, "finished")
