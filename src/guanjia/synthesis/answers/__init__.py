"""The answer key of ordinary people, by arithmetic on how their records were made. It never calls the engine, its kernels or its rules."""
