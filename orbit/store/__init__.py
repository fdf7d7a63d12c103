"""Where facts are kept: one set of questions, one module per database."""
