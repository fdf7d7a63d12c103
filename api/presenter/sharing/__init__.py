"""What viewers may see of what others uploaded."""
