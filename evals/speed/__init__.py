"""How fast Footnote is, against what others reach on the same machine in the same run."""
