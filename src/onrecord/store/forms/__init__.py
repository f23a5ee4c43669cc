"""The forms that a record is given out in: each turns articles and statements into bytes, and knows nothing of the others."""
