"""From bytes to rows: decoding, splitting, headers, archives, and the account of every row."""
