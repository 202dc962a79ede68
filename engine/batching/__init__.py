"""Many replies of one model at once: what is read and written in each step, and what is kept."""
