"""Reading the tasks once more for where and when they were ridden: exposure by cell and hour, worker-days, shares of places."""
