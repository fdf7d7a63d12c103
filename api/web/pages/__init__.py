"""One module for each page: parse, ask the presenter, show."""
