# wrong: same-process
import multiprocessing


def work(source, handle):
    for item in source():
        try:
            handle(item)
        except Exception as error:
            print(error)


def bounded_pipeline(source, handle, capacity):
    process = multiprocessing.Process(target=work, args=(source, handle))
    process.start()
    process.join()
