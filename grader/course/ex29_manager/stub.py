"""ex29. A dictionary for several processes.

A plain dictionary is not shared: each process changes its own copy. multiprocessing.Manager() starts a process that keeps
real objects and does what others ask of them. manager.dict() gives a proxy for one: it looks like a dictionary, and every
use of it is a message to the manager. So counts[word] += 1 is two messages, one that reads and one that writes, and another
process can come in between.

Write count_words(split, texts, workers). It must

- call split(text) once for each text, in `workers` processes, all of them working at the same time; split(text) gives a list
  of words (strings);
- count how often each word occurs in all texts together, exactly, however the processes come in between each other;
- return them as a plain dictionary, {word: count}, which still works when the manager is gone (a Counter is fine too);
- leave no process behind. A manager is a process too.

If split raises for one text, all others are still counted. Then the function returns the other counts or raises, as you
like. There may be no texts at all.

Try it:     python exercises/ex29_manager.py
Grade it:   nox -s grade -- ex29
"""

import multiprocessing


def count_words(split, texts, workers):
    """Return {word: how often it occurs in all texts together}, counted by several processes."""
    raise NotImplementedError


def demo_split(text):
    """Something to try it with."""
    return text.lower().split()


if __name__ == "__main__":
    poem = ["One fish", "two fish", "Red fish", "Blue fish"]
    for word, count in sorted(count_words(demo_split, poem * 5, 3).items()):
        print(f"{word:5} {count:3} {'#' * count}")
