"""A long run of the fuzzer over every reader."""
