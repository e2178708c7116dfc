"""Many filings in one run: on every core, or on a cluster, into a dataset that is asked afterwards."""
