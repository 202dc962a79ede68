"""How much people, servers and everybody together may have: questions, articles, bytes, feeds."""
