"""Small charts as SVG text: geometry by attributes, colours by classes, and a title and a description for readers."""
