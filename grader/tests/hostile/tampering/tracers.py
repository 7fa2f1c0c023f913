# tries: install tracers, profilers, audit hooks and garbage collector callbacks that change what is called.
# exercise: ex02_start_and_join
# holds: they live in the stage, where no verdict is made.
# codes: never-called
import gc
import sys
import threading


def run_workers(worker, nums):
    def trace(frame, event, arg):
        frame.f_trace_opcodes = False
        return trace

    sys.settrace(trace)
    sys.setprofile(lambda *what: None)
    threading.settrace(trace)
    gc.callbacks.append(lambda phase, info: None)
    sys.addaudithook(lambda event, args: None)
    sys.excepthook = sys.unraisablehook = lambda *what: None
    print("All processes finished")
