"""Time one command: ``python -I -S clock.py RESULT COMMAND ...`` writes wall seconds, processor seconds and peak mebibytes into RESULT.

A process of its own, small and without a library: the system counts what the starting process holds in memory to the started one's peak.
"""

import os
import subprocess
import sys
import time

begun = time.perf_counter()
child = subprocess.Popen(sys.argv[2:])
_, status, usage = os.wait4(child.pid, 0)
seconds = time.perf_counter() - begun
with open(sys.argv[1], "w", encoding="ascii") as result:
    result.write(f"{seconds} {usage.ru_utime + usage.ru_stime} {usage.ru_maxrss / 1024}")
sys.exit(os.waitstatus_to_exitcode(status) and 1)
