"""The probabilistic matcher: candidate pairs, levels, weights, clusters, and one record against all."""
