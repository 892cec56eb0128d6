"""Execute all notebooks, or those that are named, and keep them with their outputs."""

import sys

from notebooks.execute import NOTEBOOKS, write

if __name__ == "__main__":
    for path in NOTEBOOKS:
        if not sys.argv[1:] or path.stem in sys.argv[1:]:
            write(path)
            print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB")
