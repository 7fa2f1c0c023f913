# right: a subclass of Process, started in another order, joined backwards
import multiprocessing


class Runner(multiprocessing.Process):
    def __init__(self, task):
        super().__init__(name="runner")
        self.task = task

    def run(self):
        return self.task()


def exit_codes(tasks):
    runners = [Runner(task) for task in tasks]
    for runner in reversed(runners):
        runner.start()
    for runner in reversed(runners):
        runner.join()
    return [runner.exitcode for runner in runners]
