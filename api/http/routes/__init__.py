"""One module per noun; each handler parses, asks the presenter once, and renders."""
