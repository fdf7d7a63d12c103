"""The graph of facts as arrays: who overlapped with whom, how likely they know each other, and the best paths."""
