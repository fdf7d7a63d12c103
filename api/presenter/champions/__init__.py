"""Which champions may be asked, and for whom."""
