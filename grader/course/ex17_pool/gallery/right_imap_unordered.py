# right: takes what comes, errors too
import multiprocessing


def run_in_pool(worker, nums, processes=2):
    pool = multiprocessing.Pool(processes)
    answers = pool.imap_unordered(worker, nums)
    pool.close()
    while True:
        try:
            next(answers)
        except StopIteration:
            break
        except Exception as error:
            print("one failed:", error)
    pool.join()
    print("All processes finished")
