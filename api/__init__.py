"""Every way in: HTTP, the web page and the command line; each checks identity and formats one presenter's answers."""
