"""What one machine holds, measured; and what more than that needs, simulated from it."""
