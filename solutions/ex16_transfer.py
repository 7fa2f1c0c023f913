"""ex16. Two locks.

A bank keeps each account in a shared Value, which has a lock of its own: account.get_lock(). Moving
money changes two accounts, so it needs two locks. If one process holds the first and waits for the
second, while another holds the second and waits for the first, both wait forever: a deadlock.

Write transfer(accounts, source, target, amount). `accounts` is a list of such Values; `source` and
`target` are indices in it. It must

- move `amount` from accounts[source] to accounts[target] if the source holds at least that much, and
  return True; otherwise change nothing and return False (no account is ever below 0);
- change nothing if source and target are the same account, and return True if it holds enough;
- raise ValueError if the amount is negative, and change nothing;
- give every lock back, whatever happens;
- never lose money, and never end in a deadlock, however many processes transfer at the same time, in
  whatever direction;
- keep the sum right: a process that holds the locks of both accounts always sees the same sum in them.

Try it:     python exercises/ex16_transfer.py
Grade it:   nox -s grade -- ex16
"""

import multiprocessing


def transfer(accounts, source, target, amount):
    """Move money between two accounts; return whether it was covered."""
    if amount < 0:
        raise ValueError("the amount is negative")
    # Everybody takes the locks in the order of the indices, so nobody holds the second and waits for the first.
    first, second = sorted([source, target])
    with accounts[first].get_lock(), accounts[second].get_lock():
        if accounts[source].value < amount:
            return False
        accounts[source].value -= amount
        accounts[target].value += amount
        return True


def many_transfers(accounts, source, target):
    """What each process of the demo does."""
    for _ in range(1000):
        transfer(accounts, source, target, 1)


if __name__ == "__main__":
    accounts = [multiprocessing.Value("i", 5000), multiprocessing.Value("i", 5000)]
    directions = [(0, 1), (1, 0), (0, 1), (1, 0)]
    processes = [multiprocessing.Process(target=many_transfers, args=(accounts, *one)) for one in directions]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print("after 4000 transfers:", [account.value for account in accounts])
