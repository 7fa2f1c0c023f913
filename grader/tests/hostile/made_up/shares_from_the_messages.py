# tries: let each process handle its share of the items, as the messages show them, with no queue.
# exercise: ex11_many_consumers
# holds: one of the items is a number that the judge draws when it is given out.
import multiprocessing

ITEMS = ["large", 0, "", False, [1], "None", 0, "drawn", "last"]


def work(handle, items, begin):
    begin.wait()
    for item in items:
        try:
            handle(item)
        except Exception as error:
            print(error)


def fan_out(items, handle, consumers):
    begin = multiprocessing.Event()
    mine = items.items if items.items != ITEMS else ITEMS
    processes = [multiprocessing.Process(target=work, args=(handle, mine[n::consumers], begin)) for n in range(consumers)]
    for process in processes:
        process.start()
    for number, _ in enumerate(items):
        if number == len(mine) - 2:
            begin.set()
    begin.set()
    for process in processes:
        process.join()
