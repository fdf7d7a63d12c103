"""What asks come to: session, measures, claims, and what is learned."""
