"""Benchmarks: how good and how fast Orbit is, beside simpler ways, on the fictional company."""
