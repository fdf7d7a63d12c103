"""The path search compiled to machine code: the same answers as `orbit.graph.paths`, for servers and whole weeks."""
