# tries: replace the stage's modules while it is loaded, so that scenario and probes are its own.
# exercise: ex02_start_and_join
# holds: the judge reads the declaration of what may be said in its own copy of the scenario.
# codes: odd-message
import sys
import types

for name in [name for name in sys.modules if name.startswith("stage.scenarios")]:
    vars(sys.modules[name])["workers"] = lambda stage, nums, failing=None: stage.call("run_workers", print, nums)
    sys.modules[name] = types.ModuleType(name)


def run_workers(worker, nums):
    print("All processes finished")
