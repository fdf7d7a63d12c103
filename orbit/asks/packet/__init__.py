"""The words with which a connector is asked."""
