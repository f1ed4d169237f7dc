"""SQL is the truth: catalogues, conversations, events. Everything else can be rebuilt from it."""
