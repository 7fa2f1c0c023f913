"""Runs pytest over the checks in a process of its own. The kit's folder comes last on the path: nothing there shadows."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent))

if __name__ == "__main__":
    import pytest

    sys.exit(pytest.main(sys.argv[1:]))
