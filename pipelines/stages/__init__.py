"""One file per verb, in the order in which data goes through them; pure, and without Dagster."""
