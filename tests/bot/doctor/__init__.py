"""The doctor finds what is broken in a real store, and mends it or says what to do."""
