"""Getting pages and feeds from links that nobody vouches for."""
