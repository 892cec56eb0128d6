"""Raw answers of surveys: read, told, and turned into what a scenario states."""
