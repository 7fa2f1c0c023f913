"""ex34. Map and reduce.

The last exercise brings everything together: it is what large clusters do with large texts. The user gives two functions:

    map_fn(input)             gives (key, value) pairs: an iterable, such as a list or a generator
    reduce_fn(key, values)    gives the final value for this key; values is the list of all values that came with it

To count words, map_fn gives (word, 1) for each word of a text, and reduce_fn adds up the values.

Write map_reduce(map_fn, reduce_fn, inputs, workers). It must

- call map_fn(input) for each input in worker processes, `workers` of them at the same time. If map_fn gives a generator, it
  does its work while you go through it: do that in the worker too;
- when every map_fn is done, and not before, call reduce_fn(key, values) for each key in worker processes, `workers` of them at
  the same time (new ones or the same). `values` is a list, in any order, with every value that came with this key;
- return a dictionary {key: what reduce_fn gave}, a plain dict, complete when it is returned;
- call map_fn once for each input and reduce_fn once for each key, as long as no process dies;
- survive it when a worker process dies in map_fn or in reduce_fn, even when it has given some of its pairs already: the work
  is done again, perhaps some other work too, and the result is exactly the same. This may happen once for every input and once
  for every key;
- end, with no process left behind, when map_fn or reduce_fn raises an exception. It may raise then too, or return anything.

Keys can be anything that may be a key in a dictionary, and be pickled. Careful: under the start methods spawn and forkserver,
hash("a text") differs from one process to another.

Try it:     python exercises/ex34_map_reduce.py
Grade it:   nox -s grade -- ex34
"""

import multiprocessing
import os
import re
import tempfile
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool


def map_reduce(map_fn, reduce_fn, inputs, workers):
    """Return {key: reduce_fn(key, values)} for all pairs that map_fn gives for the inputs; worker processes may die."""
    raise NotImplementedError


def demo_map(numbered_text):
    """Give a pair for each word. The first process that works on text 1 is killed in the middle of it."""
    number, text, marker = numbered_text
    for position, word in enumerate(re.findall(r"\w+", text.lower())):
        if number == 1 and position == 3 and not os.path.exists(marker):
            open(marker, "w").close()
            print(f"    process {os.getpid()} dies in the middle of text 1", flush=True)
            os._exit(1)
        yield word, 1


def demo_reduce(word, counts):
    """Add up the counts of a word."""
    return sum(counts)


if __name__ == "__main__":
    texts = ("The quick brown fox jumps over the lazy dog.", "The dog sleeps, and the fox runs on.", "Quick, quick, the fox!")
    with tempfile.TemporaryDirectory() as folder:
        inputs = [(number, text, os.path.join(folder, "has died")) for number, text in enumerate(texts)]
        counts = map_reduce(demo_map, demo_reduce, inputs, workers=2)
    for word, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:5]:
        print(f"{count:3} {word}")
