"""Holds a database as another program would, until its standard input ends.

python tests/store/holding.py DATABASE begin|exclusive
"""

import sys

import apsw

other = apsw.Connection(sys.argv[1])
if sys.argv[2] == "exclusive":
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
other.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
sys.stdin.read()
