"""What answers teach, and which questions to put first."""
