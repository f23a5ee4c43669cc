"""Articles and statements as Arrow batches: what a cluster passes about, and the Parquet that it leaves. The one room that knows pyarrow here."""
