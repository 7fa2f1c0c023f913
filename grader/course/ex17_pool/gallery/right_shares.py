# right: each process has its share of the numbers from the beginning
import multiprocessing


class Share(multiprocessing.Process):
    def __init__(self, worker, nums):
        super().__init__()
        self.worker = worker
        self.nums = nums

    def run(self):
        failed = 0
        for num in self.nums:
            try:
                self.worker(num)
            except Exception:
                failed += 1
        raise SystemExit(failed)


def run_in_pool(worker, nums, processes=2):
    shares = [Share(worker, nums[first::processes]) for first in range(processes)]
    for share in shares:
        share.start()
    while any(share.is_alive() for share in shares):
        shares[0].join(0.1)
    for share in shares:
        share.join()
    print("All processes finished")
