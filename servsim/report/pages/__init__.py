"""The pages, and the same content for the terminal."""
