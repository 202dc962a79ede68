"""What Footnote is put through: faults, kills, floods, and days of use in minutes."""
