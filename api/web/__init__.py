"""The web app: pages made on the server from the presenter's answers."""
