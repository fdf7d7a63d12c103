"""What no ask may say, and what every ask must."""
