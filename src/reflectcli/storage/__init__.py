"""The journal on disk: plain TOML files, one record each."""
