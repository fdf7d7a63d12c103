"""May we ask this person today: the verdict, and what it rests on."""
