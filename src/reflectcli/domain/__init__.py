"""What a record is: plain values, no input or output, no clock."""
