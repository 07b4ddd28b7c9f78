"""The public publication → a folder that anybody may download: csv, Parquet, DuckDB, and what they are in words."""
