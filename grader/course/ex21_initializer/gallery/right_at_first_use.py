# right: a worker makes its resource when its first item comes
import multiprocessing

resource = None


def task(make, use, item):
    global resource
    if resource is None:
        resource = make()
    return use(resource, item)


def with_resource(make, use, items, processes=2):
    pool = multiprocessing.Pool(processes)
    try:
        answers = [pool.apply_async(task, (make, use, item)) for item in items]
        pool.close()
        for answer in answers:
            answer.wait()
        return [answer.get() for answer in answers]
    finally:
        pool.close()
        pool.join()
